// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/ExpressionEditor.h"

#include "app/kit/Look.h"
#include "app/kit/forms/GrowingTextEdit.h"
#include "app/kit/forms/TextCompleter.h"

#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

std::optional<Json> valueOf(const QString &text, bool takesText)
{
    if (text.trimmed().isEmpty())
        return std::nullopt;
    const std::string utf8 = text.toStdString();
    if (text.startsWith(u'='))
        return Json(utf8);
    if (Result<Json> parsed = parseJson(utf8))
        return *std::move(parsed);
    return takesText ? Json(utf8) : Json("=" + utf8);
}

} // namespace

ExpressionEditor::ExpressionEditor(const Json &schema, const SchemaFormOptions &options, QWidget *parent)
    : FieldEditor(parent)
    , m_takesText(schemaType(schema).empty() || schemaType(schema) == "string")
    , m_edit(new GrowingTextEdit(1, 10))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_edit);
    m_edit->setFont(fontFor(TextStyle::Code));
    m_edit->setTabChangesFocus(true);
    m_edit->setPlaceholderText(u"=input.value"_s);
    setFocusProxy(m_edit);
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (!m_showing)
            emit changed();
    });
    TextCompleter::attach(m_edit, options,
                          m_takesText ? TextCompleter::Mark::Needed : TextCompleter::Mark::Optional);
}

void ExpressionEditor::show(const Json *newValue)
{
    QString text;
    if (newValue) {
        text = fieldText(*newValue);
        // What would read back as another value is shown as JSON: the text "5" in quotes, an object over
        // several lines.
        if (valueOf(text, m_takesText) != *newValue)
            text = QString::fromStdString(prettyJson(*newValue));
        else if (newValue->is_structured() && !newValue->empty())
            text = QString::fromStdString(prettyJson(*newValue));
    }
    if (text == m_edit->toPlainText())
        return;
    m_showing = true;
    m_edit->setPlainText(text);
    m_showing = false;
}

std::optional<Json> ExpressionEditor::value() const
{
    return valueOf(m_edit->toPlainText(), m_takesText);
}

void ExpressionEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

void ExpressionEditor::markInvalid(bool invalid)
{
    setInvalid(m_edit, invalid);
}

void ExpressionEditor::takeFocus()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

} // namespace perdura
