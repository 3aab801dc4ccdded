// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/ExpressionEditor.h"

#include "app/kit/Look.h"
#include "app/kit/forms/TextCompleter.h"

#include <QPlainTextEdit>
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
    , m_edit(new QPlainTextEdit)
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_edit);
    m_edit->setFont(fontFor(TextStyle::Code));
    m_edit->setTabChangesFocus(true);
    m_edit->setVerticalScrollBarPolicy(Qt::ScrollBarAsNeeded);
    m_edit->setPlaceholderText(u"=input.value"_s);
    setFocusProxy(m_edit);
    fit();
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        fit();
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

void ExpressionEditor::fit()
{
    const int lines = qBound(1, m_edit->document()->blockCount(), 10);
    // One line wraps when it is long, so two are shown as soon as there is something to read.
    const int shown = lines == 1 && m_edit->document()->characterCount() > 36 ? 2 : lines;
    m_edit->setFixedHeight(shown * m_edit->fontMetrics().lineSpacing() + 16);
}

} // namespace perdura
