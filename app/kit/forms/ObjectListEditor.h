// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/RowsEditor.h"

#include <vector>

namespace perdura {

/// A list of objects of one kind: a card with a form for each, with buttons to move, to remove and to add.
class ObjectListEditor final : public RowsEditor
{
    Q_OBJECT

public:
    /// `title` is that of the list, for the names of its buttons.
    ObjectListEditor(const Json &itemSchema, const QString &title, const SchemaFormOptions &options,
                     bool keepsEmpty, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void takePending() override;
    void takeFocus() override;

protected:
    void forgetRow(std::size_t at) override;
    void swapWithNext(std::size_t at) override;

private:
    void addCard(const Json &value);

    Json m_itemSchema;
    QString m_title;
    SchemaFormOptions m_options;
    std::vector<SchemaForm *> m_forms;
};

} // namespace perdura
