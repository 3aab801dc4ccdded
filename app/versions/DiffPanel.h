// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QWidget>

#include <memory>

class QComboBox;
class QStackedWidget;
class QTableView;

namespace perdura {

class DiffModel;
class EmptyState;
class GrowingTextEdit;

/// What one version changes over another: the one that is chosen in the list, and the one that is chosen
/// here. GUI thread.
class DiffPanel final : public QWidget
{
    Q_OBJECT

public:
    explicit DiffPanel(QWidget *parent = nullptr);

    /// The versions to compare with, by their titles; the choice stays where it can.
    void setChoices(const QStringList &titles, int suggested);
    /// The row that is compared with; -1 when there is none.
    [[nodiscard]] int choice() const;
    /// Null while they are being read.
    void setDefinitions(const std::shared_ptr<const WorkflowDefinition> &before,
                        const std::shared_ptr<const WorkflowDefinition> &after);

signals:
    void choiceChanged();

private:
    void showDetail();

    ActivityCatalog m_activities;
    QComboBox *m_choice;
    DiffModel *m_model;
    QTableView *m_table;
    GrowingTextEdit *m_detail; ///< the values of the current row as they are
    EmptyState *m_none;
    QStackedWidget *m_pages;
};

} // namespace perdura
