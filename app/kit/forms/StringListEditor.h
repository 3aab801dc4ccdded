// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace perdura {

/// A list of texts, one line edit per item, with buttons to remove and to add. Enter in a line adds the next
/// one.
class StringListEditor final : public FieldEditor
{
    Q_OBJECT

public:
    StringListEditor(const SchemaFormOptions &options, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void takeFocus() override;

private:
    struct Row
    {
        QWidget *widget;
        QLineEdit *edit;
    };

    void insertRow(int at, const QString &text);
    void removeRow(QWidget *widget);
    [[nodiscard]] int indexOf(const QWidget *widget) const;

    SchemaFormOptions m_options;
    bool m_set = false;
    std::vector<Row> m_rows;
    QVBoxLayout *m_column;
    QPushButton *m_add;
};

} // namespace perdura
