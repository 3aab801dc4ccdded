// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/SchemaForm.h"

#include <QWidget>

#include <optional>

class QLineEdit;

namespace perdura {

/// The part of a form's row that holds the value; one class per kind of value. Shows a value without telling,
/// tells of edits by the person only.
class FieldEditor : public QWidget
{
    Q_OBJECT

public:
    using QWidget::QWidget;

    /// Null: nothing is set. Emits nothing.
    virtual void show(const Json *value) = 0;
    /// What is set; nothing when the field is empty or holds what it cannot take.
    [[nodiscard]] virtual std::optional<Json> value() const = 0;
    /// Why it cannot take what was typed; empty when it can.
    [[nodiscard]] virtual QString complaint() const { return {}; }
    virtual void setReadOnly(bool readOnly) { setEnabled(!readOnly); }
    virtual void markInvalid(bool) {}
    /// Tells now of an edit that waits for a pause in typing.
    virtual void takePending() {}
    /// How a default looks while the field is empty: as an example rather than as what is in force.
    virtual void showDefaultAsExample(bool) {}
    virtual void takeFocus() { setFocus(Qt::OtherFocusReason); }
    /// True when the editor shows the title itself (a check box).
    [[nodiscard]] virtual bool showsTitle() const { return false; }
    /// True when the editor takes "=…" as text; others are swapped for a line of code by the row.
    [[nodiscard]] virtual bool takesExpressions() const { return false; }

signals:
    void changed();
};

/// The editor that fits a schema; `title` is for those that show it and for accessibility.
[[nodiscard]] FieldEditor *makeFieldEditor(const Json &schema, const QString &title, bool required,
                                           const SchemaFormOptions &options, QWidget *parent);

/// True for {"type": "object", "properties": {…}} with at least one property: shown as a section of fields.
[[nodiscard]] bool isSection(const Json &schema);
[[nodiscard]] std::string schemaType(const Json &schema);
[[nodiscard]] QString schemaText(const Json &schema, const char *member);
/// True when the schema says "x-literal": a leading "=" means nothing there.
[[nodiscard]] bool isLiteral(const Json &schema);
/// A value as one line for a field or a placeholder: text as it is, others as JSON.
[[nodiscard]] QString fieldText(const Json &value);
/// What an empty field shows greyed: the schema's "default", else its "placeholder".
[[nodiscard]] QString placeholderFor(const Json &schema, bool defaultIsExample = false);
/// Sets a text and shows its beginning; by itself a line shows the end of what is too long for it.
void showFromStart(QLineEdit *edit, const QString &text);

} // namespace perdura
