// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/Completion.h"
#include "engine/core/Json.h"

#include <QMap>
#include <QString>
#include <QStringList>
#include <QWidget>

#include <functional>
#include <string>
#include <vector>

class QVBoxLayout;

namespace perdura {

class FormField;

struct SchemaFormOptions
{
    /// Text that starts with "=" is an expression: shown in the code font with a mark. Other fields get an fx
    /// switch.
    /// Not for fields with "x-literal".
    bool expressionsAllowed = false;
    /// Paths that are picked with the folder button are written relative to this folder when they are inside
    /// it.
    QString pathRoot;
    /// Offered in expressions; null: nothing is.
    CompletionSource completions = nullptr;
    /// The names that fields for secrets offer, asked for when the person wants to choose. May be null.
    std::function<QStringList()> secretNames = nullptr;
    /// Adds the defaults to a value, as happens to it when it is used. Where it is set, the form shows them
    /// in its fields and has them in its value, and a list that is emptied is an empty list. Null: an empty
    /// field means "not set", and its default is shown greyed.
    std::function<Json(Json value, const Json &schema)> withDefaults = nullptr;
    /// While nothing at all is set no default is in force; they are shown as examples then ("e.g. 3").
    bool defaultsAreExamples = false;
};

/// A form made from a JSON Schema subset: string (formats multiline, code, expression, path, duration,
/// date-time, url, identifier, secret), number and integer with minimum and maximum, boolean, enum, array (of
/// strings as rows, others as JSON), nested object as section, map (additionalProperties) as rows, anything
/// else as JSON. "title", "description", "default" (as placeholder) and "required" are shown; the order of
/// the properties is the order on screen.
///
/// The value holds just what was set or typed: untouched optional fields are absent, members that the schema
/// does not name are kept. GUI thread.
class SchemaForm final : public QWidget
{
    Q_OBJECT

public:
    explicit SchemaForm(QWidget *parent = nullptr);
    ~SchemaForm() override;

    /// Builds the form anew and clears the value. A schema that is not an object with properties makes one
    /// field.
    void setSchema(const Json &schema, const SchemaFormOptions &options = {});
    /// Shows a value; emits nothing. Null counts as an empty object where the schema describes an object. A
    /// field that shows the same value already is left alone, so that a caret stays where it is.
    void setValue(const Json &value);
    [[nodiscard]] const Json &value() const { return m_value; }

    /// Messages from outside, by JSON pointer ("/address/city"), shown under their fields; a pointer into a
    /// field that is shown as a whole goes to that field. Replaces earlier ones; the form's own complaints
    /// stay.
    void setErrors(const QMap<QString, QString> &messages);
    /// As setErrors(), for what is worth a look and no error.
    void setWarnings(const QMap<QString, QString> &messages);
    /// What the person typed and the form cannot take ("abc" for a number), and required fields that are
    /// empty.
    [[nodiscard]] QMap<QString, QString> inputErrors() const;
    /// Shows inputErrors() under their fields from now on, the required ones too.
    void showInputErrors();
    /// Puts the caret into the field of the pointer, or the nearest enclosing one, and scrolls to it. False
    /// if none.
    bool focusField(const QString &pointer);
    [[nodiscard]] bool isEmpty() const { return m_fields.empty(); }
    [[nodiscard]] QStringList pointers() const;
    void setReadOnly(bool readOnly);
    /// Takes what is still waiting for a pause in typing (JSON) into value() now, with its signals.
    void takePending();

signals:
    /// One edit by the person. Null when the field was cleared and is absent from value() now.
    void valueChanged(const QString &pointer, const perdura::Json &value);
    /// After each valueChanged, without its details.
    void edited();

private:
    using Path = std::vector<std::string>;

    void addFields(QVBoxLayout *column, const Json &objectSchema, const Path &path, bool present);
    void addField(QVBoxLayout *column, const Json &schema, const Path &path, bool required);
    void take(FormField *field);
    void updateErrors();
    void updateExamples();
    [[nodiscard]] QMap<QString, QString> byField(const QMap<QString, QString> &messages) const;
    [[nodiscard]] FormField *fieldAt(const QString &pointer) const;

    SchemaFormOptions m_options;
    Json m_schema;
    Json m_value;
    std::vector<FormField *> m_fields; ///< in order; children of this widget
    QMap<QString, QString> m_errors;
    bool m_showsInputErrors = false;
    QWidget *m_body = nullptr;
};

} // namespace perdura

Q_DECLARE_METATYPE(perdura::Json)
