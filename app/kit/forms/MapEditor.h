// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

#include <vector>

class QLineEdit;
class QPushButton;
class QVBoxLayout;

namespace perdura {

/// Names with values, one row each. Where the schema takes any value, what reads as JSON is JSON (5, true,
/// {"a": 1}), all else is text; where it takes text only, everything is text.
class MapEditor final : public FieldEditor
{
    Q_OBJECT

public:
    MapEditor(const Json &valueSchema, const SchemaFormOptions &options, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    [[nodiscard]] QString complaint() const override;
    void takeFocus() override;

private:
    struct Row
    {
        QWidget *widget;
        QLineEdit *name;
        QLineEdit *value;
    };

    void addRow(const QString &name, const QString &value);
    void removeRow(QWidget *widget);
    [[nodiscard]] Json valueOf(const QString &text) const;
    [[nodiscard]] QString textOf(const Json &value) const;

    bool m_textOnly;
    SchemaFormOptions m_options;
    bool m_set = false;
    std::vector<Row> m_rows;
    QVBoxLayout *m_column;
    QPushButton *m_add;
};

} // namespace perdura
