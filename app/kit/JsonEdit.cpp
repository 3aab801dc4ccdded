// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/JsonEdit.h"

#include "app/kit/JsonHighlighter.h"
#include "app/kit/Look.h"

#include <QEvent>
#include <QLabel>
#include <QPlainTextEdit>
#include <QVBoxLayout>

#include <chrono>

using namespace std::chrono_literals;

namespace perdura {

JsonEdit::JsonEdit(QWidget *parent)
    : QWidget(parent)
    , m_edit(new QPlainTextEdit)
    , m_error(makeLabel({}, TextStyle::Secondary, TextTone::Error))
    , m_highlighter(new JsonHighlighter(m_edit->document(), tokensFor(palette())))
{
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(space::xs);
    column->addWidget(m_edit, 1);
    column->addWidget(m_error);
    m_error->setWordWrap(true);
    m_error->hide();
    m_edit->setFont(fontFor(TextStyle::Code));
    m_edit->setTabStopDistance(m_edit->fontMetrics().horizontalAdvance(u' ') * 2);
    m_edit->setLineWrapMode(QPlainTextEdit::NoWrap);
    m_edit->setTabChangesFocus(true);
    setFocusProxy(m_edit);

    m_pause.setSingleShot(true);
    m_pause.setInterval(250ms);
    connect(&m_pause, &QTimer::timeout, this, [this] {
        check();
        emit edited();
    });
    connect(m_edit, &QPlainTextEdit::textChanged, this, [this] {
        fit();
        if (!m_setting)
            m_pause.start();
    });
}

void JsonEdit::setValue(const Json &newValue)
{
    const std::optional<Json> old = value();
    if (old && *old == newValue)
        return;
    setText(QString::fromStdString(prettyJson(newValue)));
}

void JsonEdit::setText(const QString &text)
{
    m_pause.stop();
    if (text != m_edit->toPlainText()) {
        m_setting = true;
        m_edit->setPlainText(text);
        m_setting = false;
    }
    check();
}

QString JsonEdit::text() const
{
    return m_edit->toPlainText();
}

std::optional<Json> JsonEdit::value() const
{
    const QString text = m_edit->toPlainText();
    if (text.trimmed().isEmpty())
        return std::nullopt;
    Result<Json> parsed = parseJson(text.toStdString());
    if (!parsed)
        return std::nullopt;
    return *std::move(parsed);
}

QString JsonEdit::error() const
{
    const QString text = m_edit->toPlainText();
    if (text.trimmed().isEmpty())
        return {};
    const Result<Json> parsed = parseJson(text.toStdString());
    return parsed ? QString() : parsed.error().message;
}

void JsonEdit::setPlaceholderText(const QString &text)
{
    m_edit->setPlaceholderText(text);
}

void JsonEdit::setReadOnly(bool readOnly)
{
    m_edit->setReadOnly(readOnly);
}

void JsonEdit::markInvalid(bool invalid)
{
    m_marked = invalid;
    setInvalid(m_edit, m_marked || !error().isEmpty());
}

void JsonEdit::takePending()
{
    if (!m_pause.isActive())
        return;
    m_pause.stop();
    check();
    emit edited();
}

void JsonEdit::setErrorLineVisible(bool visible)
{
    m_errorLine = visible;
    check();
}

void JsonEdit::setGrowing(int minimumLines, int maximumLines)
{
    m_minimumLines = minimumLines;
    m_maximumLines = maximumLines;
    fit();
}

void JsonEdit::changeEvent(QEvent *event)
{
    if (event->type() == QEvent::PaletteChange)
        m_highlighter->setTokens(tokensFor(palette()));
    QWidget::changeEvent(event);
}

void JsonEdit::check()
{
    const QString message = error();
    setInvalid(m_edit, m_marked || !message.isEmpty());
    m_error->setText(message);
    m_error->setVisible(m_errorLine && !message.isEmpty());
}

void JsonEdit::fit()
{
    if (m_maximumLines == 0)
        return;
    const int lines = qBound(m_minimumLines, m_edit->document()->blockCount(), m_maximumLines);
    m_edit->setFixedHeight(lines * m_edit->fontMetrics().lineSpacing() + 16);
}

} // namespace perdura
