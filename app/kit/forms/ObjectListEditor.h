// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

#include <vector>

class QPushButton;
class QVBoxLayout;

namespace perdura {

/// A list of objects of one kind: a card with a form for each, with buttons to remove and to add.
class ObjectListEditor final : public FieldEditor
{
    Q_OBJECT

public:
    /// `title` is that of the list, for the names of its buttons.
    ObjectListEditor(const Json &itemSchema, const QString &title, const SchemaFormOptions &options,
                     QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void takeFocus() override;

private:
    struct Card
    {
        QWidget *widget;
        SchemaForm *form;
    };
    void addCard(const Json &value);
    void removeCard(QWidget *widget);

    Json m_itemSchema;
    QString m_title;
    SchemaFormOptions m_options;
    bool m_set = false;
    std::vector<Card> m_cards;
    QVBoxLayout *m_column;
    QPushButton *m_add;
};

} // namespace perdura
