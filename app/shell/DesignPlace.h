// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/Place.h"
#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/Expression.h"

#include <memory>

namespace perdura {

class DesignerPage;

/// The place where workflows are drawn.
class DesignPlace final : public Place
{
    Q_OBJECT

public:
    DesignPlace(ActivityCatalog activities, std::shared_ptr<ExpressionEvaluator> expressions);

    [[nodiscard]] QString id() const override;
    [[nodiscard]] QString title() const override;
    [[nodiscard]] QString icon() const override;
    [[nodiscard]] QWidget *makePage() override;
    void setWorkspace(const QString &folder) override;
    void setSecretNames(const std::optional<QStringList> &names) override;
    bool openFile(const QString &path) override;
    bool newWorkflow() override;
    bool showProblems() override;
    void restore(const WorkflowDefinition &definition, const QString &version) override;
    [[nodiscard]] bool hasUnsavedChanges() const override;
    void askToClose(std::function<void()> proceed) override;

private:
    ActivityCatalog m_activities;
    std::shared_ptr<ExpressionEvaluator> m_expressions;
    DesignerPage *m_page = nullptr; ///< owned by the window
};

} // namespace perdura
