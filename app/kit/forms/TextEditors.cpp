// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/TextEditors.h"

#include "app/kit/Look.h"
#include "app/kit/forms/GrowingTextEdit.h"
#include "app/kit/forms/TextCompleter.h"
#include "engine/core/Time.h"

#include <QDir>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QLineEdit>
#include <QRegularExpression>
#include <QTextBlock>
#include <QToolButton>
#include <QUrl>
#include <QVBoxLayout>

using namespace Qt::Literals::StringLiterals;

namespace perdura {
namespace {

std::optional<Json> textValue(const QString &text, bool required, bool set)
{
    if (text.isEmpty() && !(required && set))
        return std::nullopt;
    return Json(text.toStdString());
}

} // namespace

FieldEditor *makeTextEditor(const Json &schema, bool required, const SchemaFormOptions &options,
                            QWidget *parent)
{
    const QString format = schemaText(schema, "format");
    if (format == "multiline"_L1 || format == "code"_L1)
        return new MultilineEditor(schema, required, options, parent);
    return new LineEditor(schema, required, options, parent);
}

LineEditor::LineEditor(const Json &schema, bool required, const SchemaFormOptions &options, QWidget *parent)
    : FieldEditor(parent)
    , m_schema(schema)
    , m_format(schemaText(schema, "format").toStdString())
    , m_required(required)
    , m_options(options)
    , m_edit(new QLineEdit)
{
    auto *row = new QHBoxLayout(this);
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(space::xs);
    row->addWidget(m_edit, 1);
    m_edit->setPlaceholderText(placeholderFor(schema));
    setFocusProxy(m_edit);
    if (m_format == "path") {
        QToolButton *pick = makeIconButton(u"folder-open"_s, tr("Choose a file…"));
        row->addWidget(pick);
        connect(pick, &QToolButton::clicked, this, &LineEditor::pickPath);
    }
    connect(m_edit, &QLineEdit::textEdited, this, [this](const QString &) {
        m_set = true;
        updateFont();
        emit changed();
    });
    TextCompleter::attach(m_edit, m_options);
}

void LineEditor::show(const Json *value)
{
    m_set = value != nullptr;
    const QString text = value && !value->is_null() ? fieldText(*value) : QString();
    showFromStart(m_edit, text);
    updateFont();
}

std::optional<Json> LineEditor::value() const
{
    return textValue(m_edit->text(), m_required, m_set);
}

QString LineEditor::complaint() const
{
    const QString text = m_edit->text();
    if (text.isEmpty() || holdsExpression())
        return {};
    if (m_format == "duration") {
        const Result<Duration> duration = parseDuration(text.toStdString());
        return duration ? QString() : tr("Write a duration, such as 10 s, 72 h or 1 d 12 h.");
    }
    if (m_format == "date-time") {
        const Result<Instant> instant = instantFromIso(text.toStdString());
        return instant ? QString() : tr("Write a point in time, such as 2026-11-25T08:30:00Z.");
    }
    if (m_format == "identifier") {
        static const QRegularExpression identifier(u"^[A-Za-z_][A-Za-z0-9_]*$"_s);
        return identifier.match(text).hasMatch() ? QString()
                                                 : tr("Use letters, digits and _, and begin with a letter.");
    }
    if (m_format == "url" || m_format == "uri") {
        const QUrl url(text, QUrl::StrictMode);
        return url.isValid() && !url.scheme().isEmpty()
                   ? QString()
                   : tr("Write a whole address, such as https://example.org/api.");
    }
    if (m_schema.contains("pattern") && m_schema["pattern"].is_string()) {
        const QRegularExpression pattern(schemaText(m_schema, "pattern"));
        if (pattern.isValid() && !pattern.match(text).hasMatch())
            return tr("This does not fit the pattern %1.").arg(pattern.pattern());
    }
    if (m_schema.contains("maxLength") && m_schema["maxLength"].is_number_integer() &&
        text.size() > m_schema["maxLength"].get<qint64>())
        return tr("Use at most %1 characters.").arg(m_schema["maxLength"].get<qint64>());
    if (m_schema.contains("minLength") && m_schema["minLength"].is_number_integer() &&
        text.size() < m_schema["minLength"].get<qint64>())
        return tr("Use at least %1 characters.").arg(m_schema["minLength"].get<qint64>());
    return {};
}

void LineEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
    for (QToolButton *button : findChildren<QToolButton *>(Qt::FindDirectChildrenOnly))
        button->setEnabled(!readOnly);
}

void LineEditor::markInvalid(bool invalid)
{
    setInvalid(m_edit, invalid);
}

void LineEditor::showDefaultAsExample(bool isExample)
{
    m_edit->setPlaceholderText(placeholderFor(m_schema, isExample));
}

void LineEditor::takeFocus()
{
    m_edit->setFocus(Qt::OtherFocusReason);
    m_edit->selectAll();
}

bool LineEditor::holdsExpression() const
{
    return m_options.expressionsAllowed && m_edit->text().startsWith(u'=');
}

void LineEditor::updateFont()
{
    m_edit->setFont(fontFor(holdsExpression() ? TextStyle::Code : TextStyle::Text));
}

void LineEditor::pickPath()
{
    const QString start = m_options.pathRoot.isEmpty() ? QDir::homePath() : m_options.pathRoot;
    QString path = QFileDialog::getSaveFileName(this, tr("Choose a file"), start, QString(), nullptr,
                                                QFileDialog::DontConfirmOverwrite);
    if (path.isEmpty())
        return;
    if (!m_options.pathRoot.isEmpty()) {
        const QString relative = QDir(m_options.pathRoot).relativeFilePath(path);
        if (!relative.startsWith(u".."_s))
            path = relative;
    }
    showFromStart(m_edit, path);
    m_set = true;
    emit changed();
}

MultilineEditor::MultilineEditor(const Json &schema, bool required, const SchemaFormOptions &options,
                                 QWidget *parent)
    : FieldEditor(parent)
    , m_code(schemaText(schema, "format") == "code"_L1)
    , m_required(required)
    , m_options(options)
    , m_edit(m_code ? new GrowingTextEdit(5, 16) : new GrowingTextEdit(3, 10))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_edit);
    m_edit->setTabChangesFocus(!m_code);
    m_edit->setPlaceholderText(placeholderFor(schema));
    m_edit->setLineWrapMode(m_code ? QPlainTextEdit::NoWrap : QPlainTextEdit::WidgetWidth);
    setFocusProxy(m_edit);
    updateFont();
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        if (m_showing)
            return;
        m_set = true;
        updateFont();
        emit changed();
    });
    TextCompleter::attach(m_edit, m_options);
}

void MultilineEditor::show(const Json *value)
{
    m_set = value != nullptr;
    const QString text = value && !value->is_null() ? fieldText(*value) : QString();
    if (text != m_edit->toPlainText()) {
        m_showing = true;
        m_edit->setPlainText(text);
        m_showing = false;
    }
    updateFont();
}

std::optional<Json> MultilineEditor::value() const
{
    return textValue(m_edit->toPlainText(), m_required, m_set);
}

void MultilineEditor::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

void MultilineEditor::markInvalid(bool invalid)
{
    setInvalid(m_edit, invalid);
}

void MultilineEditor::takeFocus()
{
    m_edit->setFocus(Qt::OtherFocusReason);
}

void MultilineEditor::updateFont()
{
    const bool expression =
        m_options.expressionsAllowed && m_edit->document()->firstBlock().text().startsWith(u'=');
    m_edit->setFont(fontFor(m_code || expression ? TextStyle::Code : TextStyle::Text));
}

} // namespace perdura
