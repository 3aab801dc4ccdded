// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

namespace perdura {

class GrowingTextEdit;

/// For fields that are meant to be worked out (format "expression"): a growing line of code. "=…" is an
/// expression, what reads as JSON is that value; other text is text where the schema takes text, else an
/// expression without its "=".
class ExpressionEditor final : public FieldEditor
{
    Q_OBJECT

public:
    ExpressionEditor(const Json &schema, const SchemaFormOptions &options, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void setReadOnly(bool readOnly) override;
    void markInvalid(bool invalid) override;
    void takeFocus() override;
    [[nodiscard]] bool takesExpressions() const override { return true; }

private:
    bool m_takesText;
    bool m_showing = false;
    GrowingTextEdit *m_edit;
};

} // namespace perdura
