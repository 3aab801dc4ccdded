// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

class QLineEdit;

namespace perdura {

/// A number or a whole number, which may be left empty; the arrow keys step by one within the bounds.
class NumberEditor final : public FieldEditor
{
    Q_OBJECT

public:
    NumberEditor(const Json &schema, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    [[nodiscard]] QString complaint() const override;
    void setReadOnly(bool readOnly) override;
    void markInvalid(bool invalid) override;
    void showDefaultAsExample(bool isExample) override;
    void takeFocus() override;
    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    [[nodiscard]] std::optional<Json> parsed() const;
    [[nodiscard]] bool inBounds(double number) const;
    void step(int by);

    bool m_whole;
    std::optional<double> m_minimum;
    std::optional<double> m_maximum;
    Json m_schema;
    QLineEdit *m_edit;
};

} // namespace perdura
