// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/SchemaForm.h"

#include "app/kit/Look.h"
#include "app/kit/forms/FormField.h"

#include <QLabel>
#include <QScrollArea>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

using Path = std::vector<std::string>;

const Json *valueAt(const Json &root, const Path &path)
{
    const Json *value = &root;
    for (const std::string &key : path) {
        if (!value->is_object())
            return nullptr;
        const auto it = value->find(key);
        if (it == value->end())
            return nullptr;
        value = &*it;
    }
    return value;
}

/// Writes a member, or removes it, together with sections that have become empty.
void putAt(Json &value, const Path &path, std::size_t depth, const std::optional<Json> &member)
{
    if (depth == path.size()) {
        value = member.value_or(Json());
        return;
    }
    if (!value.is_object())
        value = Json::object();
    const std::string &key = path[depth];
    if (member) {
        putAt(value[key], path, depth + 1, member);
        return;
    }
    const auto it = value.find(key);
    if (it == value.end())
        return;
    if (depth + 1 < path.size())
        putAt(*it, path, depth + 1, member);
    if (depth + 1 == path.size() || (it->is_object() && it->empty()))
        value.erase(it);
}

bool isRequired(const Json &objectSchema, const std::string &key)
{
    const auto it = objectSchema.find("required");
    return it != objectSchema.end() && it->is_array() &&
           std::find(it->begin(), it->end(), Json(key)) != it->end();
}

/// "maxAttempts" reads as "Max attempts" where the schema gives no title.
QString titleOf(const Json &schema, const std::string &key)
{
    const QString title = schemaText(schema, "title");
    if (!title.isEmpty() || key.empty())
        return title;
    QString words;
    for (const QChar c : QString::fromStdString(key)) {
        if (c == u'_' || c == u'-')
            words += u' ';
        else if (c.isUpper() && !words.isEmpty() && words.back().isLower())
            words += u' ' + c.toLower();
        else
            words += c;
    }
    words[0] = words[0].toUpper();
    return words;
}

/// The members of a value in the order of the form; those that it does not name come last.
Json inOrderOf(const Json &schema, Json value)
{
    if (!value.is_object() || !isSection(schema))
        return value;
    Json ordered = Json::object();
    for (const auto &[key, member] : schema["properties"].items()) {
        if (const auto it = value.find(key); it != value.end())
            ordered[key] = std::move(*it);
    }
    for (const auto &[key, member] : value.items()) {
        if (!ordered.contains(key))
            ordered[key] = member;
    }
    return ordered;
}

Path appended(Path path, const std::string &key)
{
    path.push_back(key);
    return path;
}

} // namespace

SchemaForm::SchemaForm(QWidget *parent)
    : QWidget(parent)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
}

SchemaForm::~SchemaForm() = default;

void SchemaForm::setSchema(const Json &schema, const SchemaFormOptions &options)
{
    m_options = options;
    m_schema = schema;
    m_errors.clear();
    m_fields.clear();
    m_showsInputErrors = false;
    if (m_body) {
        m_body->hide();
        m_body->deleteLater();
    }
    m_body = new QWidget(this);
    auto *column = new QVBoxLayout(m_body);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::m);
    layout()->addWidget(m_body);
    if (isSection(schema)) {
        m_value = Json::object();
        addFields(column, schema, {}, true);
    } else {
        m_value = Json();
        addField(column, schema, {}, false);
    }
    m_body->show();
    updateExamples();
}

void SchemaForm::addFields(QVBoxLayout *column, const Json &objectSchema, const Path &path, bool present)
{
    for (const auto &[key, schema] : objectSchema["properties"].items()) {
        const bool required = isRequired(objectSchema, key);
        if (!isSection(schema)) {
            addField(column, schema, appended(path, key), required && present);
            continue;
        }
        column->addSpacing(space::xs);
        column->addWidget(makeLabel(titleOf(schema, key), TextStyle::TextStrong));
        const QString help = schemaText(schema, "description");
        if (!help.isEmpty()) {
            QLabel *label = makeLabel(help, TextStyle::Secondary, TextTone::Secondary);
            label->setWordWrap(true);
            column->addWidget(label);
        }
        auto *section = new QWidget;
        auto *inner = new QVBoxLayout(section);
        inner->setContentsMargins(space::m, 0, 0, 0);
        inner->setSpacing(space::m);
        addFields(inner, schema, appended(path, key), required && present);
        column->addWidget(section);
    }
}

void SchemaForm::addField(QVBoxLayout *column, const Json &schema, const Path &path, bool required)
{
    const QString title = titleOf(schema, path.empty() ? std::string() : path.back());
    SchemaFormOptions options = m_options;
    options.expressionsAllowed = options.expressionsAllowed && !isLiteral(schema);
    if (options.completions) {
        options.completions = [given = m_options.completions, own = pointerOf(path)](
                                  const QString &inner, const QString &text, qsizetype caret) {
            return given(own + inner, text, caret);
        };
    }
    // What is left empty has its default: nothing to ask for.
    const bool asked =
        required && !(options.withDefaults && schema.is_object() && schema.contains("default"));
    auto *field = new FormField({schema, path, title, asked, options}, m_body);
    column->addWidget(field);
    m_fields.push_back(field);
    connect(field, &FormField::changed, this, [this, field] { take(field); });
}

void SchemaForm::setValue(const Json &value)
{
    m_value = value.is_null() && isSection(m_schema) ? Json::object() : value;
    if (m_options.withDefaults)
        m_value = inOrderOf(m_schema, m_options.withDefaults(std::move(m_value), m_schema));
    for (FormField *field : m_fields)
        field->show(field->path().empty() && m_value.is_null() ? nullptr : valueAt(m_value, field->path()));
    updateErrors();
    updateExamples();
}

void SchemaForm::take(FormField *field)
{
    const QString complaint = field->complaint();
    field->setError(complaint);
    m_errors.remove(field->pointer());
    if (!complaint.isEmpty())
        return;
    const std::optional<Json> value = field->value();
    const Json *old = valueAt(m_value, field->path());
    if (value ? old && *old == *value : !old)
        return;
    putAt(m_value, field->path(), 0, value);
    if (m_options.withDefaults)
        m_value = inOrderOf(m_schema, std::move(m_value));
    updateExamples();
    if (m_showsInputErrors)
        updateErrors();
    emit valueChanged(field->pointer(), value.value_or(Json()));
    emit edited();
}

FormField *SchemaForm::fieldAt(const QString &pointer) const
{
    FormField *best = nullptr;
    qsizetype bestLength = -1;
    for (FormField *field : m_fields) {
        const QString own = field->pointer();
        const bool fits = pointer == own || pointer.startsWith(own + u'/');
        if (fits && own.size() > bestLength) {
            best = field;
            bestLength = own.size();
        }
    }
    if (best)
        return best;
    // The pointer of a whole section leads to its first field.
    for (FormField *field : m_fields) {
        if (!pointer.isEmpty() && field->pointer().startsWith(pointer + u'/'))
            return field;
    }
    return nullptr;
}

void SchemaForm::setErrors(const QMap<QString, QString> &messages)
{
    m_errors = byField(messages);
    updateErrors();
}

void SchemaForm::setWarnings(const QMap<QString, QString> &messages)
{
    const QMap<QString, QString> shown = byField(messages);
    for (FormField *field : m_fields)
        field->setWarning(shown.value(field->pointer()));
}

QMap<QString, QString> SchemaForm::byField(const QMap<QString, QString> &messages) const
{
    QMap<QString, QString> shown;
    for (auto it = messages.begin(); it != messages.end(); ++it) {
        if (const FormField *field = fieldAt(it.key()))
            shown.insert(field->pointer(), it.value());
    }
    return shown;
}

void SchemaForm::updateErrors()
{
    const QMap<QString, QString> own = inputErrors();
    for (FormField *field : m_fields) {
        const QString pointer = field->pointer();
        QString message = field->complaint();
        if (message.isEmpty() && m_showsInputErrors)
            message = own.value(pointer);
        field->setError(message.isEmpty() ? m_errors.value(pointer) : message);
    }
}

void SchemaForm::updateExamples()
{
    // The defaults in a section count once the section is there.
    for (FormField *field : m_fields) {
        const Path &path = field->path();
        const Json *around = path.empty() ? nullptr : valueAt(m_value, Path(path.begin(), path.end() - 1));
        const bool isEmpty = !around || around->empty();
        field->showDefaultAsExample(isEmpty && (path.size() > 1 || m_options.defaultsAreExamples));
    }
}

QMap<QString, QString> SchemaForm::inputErrors() const
{
    QMap<QString, QString> errors;
    for (const FormField *field : m_fields) {
        const QString complaint = field->complaint();
        if (!complaint.isEmpty()) {
            errors.insert(field->pointer(), complaint);
            continue;
        }
        const std::optional<Json> value = field->value();
        if (field->isRequired() && (!value || *value == Json("")))
            errors.insert(field->pointer(), tr("This is required."));
    }
    return errors;
}

void SchemaForm::showInputErrors()
{
    m_showsInputErrors = true;
    updateErrors();
}

bool SchemaForm::focusField(const QString &pointer)
{
    FormField *field = fieldAt(pointer);
    if (!field)
        return false;
    field->takeFocus();
    for (QWidget *widget = parentWidget(); widget; widget = widget->parentWidget()) {
        if (auto *area = qobject_cast<QScrollArea *>(widget)) {
            area->ensureWidgetVisible(field);
            break;
        }
    }
    return true;
}

QStringList SchemaForm::pointers() const
{
    QStringList list;
    for (const FormField *field : m_fields)
        list.append(field->pointer());
    return list;
}

void SchemaForm::setReadOnly(bool readOnly)
{
    for (FormField *field : m_fields)
        field->setReadOnly(readOnly);
}

void SchemaForm::takePending()
{
    for (FormField *field : m_fields)
        field->takePending();
}

} // namespace perdura
