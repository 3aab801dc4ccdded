// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/FieldEditor.h"

class QLineEdit;

namespace perdura {

class GrowingTextEdit;

/// A line edit, or a growing text area for the formats multiline and code.
[[nodiscard]] FieldEditor *makeTextEditor(const Json &schema, bool required, const SchemaFormOptions &options,
                                          QWidget *parent);

/// One line of text; formats path (with a button), duration, url and identifier are checked.
class LineEditor final : public FieldEditor
{
    Q_OBJECT

public:
    LineEditor(const Json &schema, bool required, const SchemaFormOptions &options, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    [[nodiscard]] QString complaint() const override;
    void setReadOnly(bool readOnly) override;
    void markInvalid(bool invalid) override;
    void showDefaultAsExample(bool isExample) override;
    void takeFocus() override;
    [[nodiscard]] bool takesExpressions() const override { return true; }

private:
    void pickPath();
    void updateFont();
    [[nodiscard]] bool holdsExpression() const;

    Json m_schema;
    std::string m_format;
    bool m_required;
    SchemaFormOptions m_options;
    bool m_set = false; ///< the value has this member, be it an empty text
    QLineEdit *m_edit;
};

/// Several lines; grows with its text between `minimum` and `maximum` lines.
class MultilineEditor final : public FieldEditor
{
    Q_OBJECT

public:
    MultilineEditor(const Json &schema, bool required, const SchemaFormOptions &options, QWidget *parent);

    void show(const Json *value) override;
    [[nodiscard]] std::optional<Json> value() const override;
    void setReadOnly(bool readOnly) override;
    void markInvalid(bool invalid) override;
    void takeFocus() override;
    [[nodiscard]] bool takesExpressions() const override { return true; }

private:
    void updateFont();

    bool m_code;
    bool m_required;
    SchemaFormOptions m_options;
    bool m_set = false;
    bool m_showing = false;
    GrowingTextEdit *m_edit;
};

} // namespace perdura
