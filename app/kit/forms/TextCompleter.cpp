// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/forms/TextCompleter.h"

#include "app/kit/SchemaForm.h"
#include "app/kit/forms/CompletionPopup.h"

#include <QKeyEvent>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QScrollArea>
#include <QScrollBar>

#include <algorithm>
#include <utility>

namespace perdura {

namespace {

constexpr int pageRows = 7;

bool isSpaceKey(const QKeyEvent &key)
{
    return key.key() == Qt::Key_Space && key.modifiers() == Qt::ControlModifier;
}

bool isModifier(int key)
{
    return key == Qt::Key_Shift || key == Qt::Key_Control || key == Qt::Key_Alt || key == Qt::Key_AltGr ||
           key == Qt::Key_Meta || key == Qt::Key_CapsLock;
}

/// After these something to choose from may follow; after a space or a sign most people go on by themselves.
bool mayBeFollowed(QChar before)
{
    return before.isLetterOrNumber() || QStringView(u"_$.[\"'").contains(before);
}

} // namespace

void TextCompleter::attach(QLineEdit *edit, const SchemaFormOptions &options)
{
    if (options.expressionsAllowed && options.completions)
        new TextCompleter(edit, nullptr, options.completions, Mark::Needed);
}

void TextCompleter::attach(QPlainTextEdit *edit, const SchemaFormOptions &options, Mark mark)
{
    if (options.expressionsAllowed && options.completions)
        new TextCompleter(nullptr, edit, options.completions, mark);
}

TextCompleter::TextCompleter(QLineEdit *line, QPlainTextEdit *area, CompletionSource source, Mark mark)
    : QObject(line ? static_cast<QWidget *>(line) : area)
    , m_line(line)
    , m_area(area)
    , m_source(std::move(source))
    , m_mark(mark)
{
    edit()->installEventFilter(this);
    if (m_line)
        connect(m_line, &QLineEdit::textEdited, this, &TextCompleter::followTyping);
    else
        connect(m_area, &QPlainTextEdit::textChanged, this, &TextCompleter::followTyping);
    if (m_area)
        m_area->viewport()->installEventFilter(this); // which takes the clicks
    for (QWidget *around = edit()->parentWidget(); around; around = around->parentWidget()) {
        if (auto *scrolling = qobject_cast<QScrollArea *>(around))
            connect(scrolling->verticalScrollBar(), &QScrollBar::valueChanged, this, &TextCompleter::close);
    }
}

QWidget *TextCompleter::edit() const
{
    return static_cast<QWidget *>(parent());
}

QString TextCompleter::text() const
{
    return m_line ? m_line->text() : m_area->toPlainText();
}

qsizetype TextCompleter::caret() const
{
    return m_line ? m_line->cursorPosition() : m_area->textCursor().position();
}

bool TextCompleter::isOpen() const
{
    return m_popup && m_popup->isVisible();
}

bool TextCompleter::isExpression(const QString &text, qsizetype caret) const
{
    return text.startsWith(u'=') ? caret > 0 : m_mark == Mark::Optional;
}

/// Keys that mean something else here than in the window around.
bool TextCompleter::isOurs(const QKeyEvent &key) const
{
    if (isSpaceKey(key))
        return true;
    if (!isOpen() || (key.modifiers() & ~Qt::KeypadModifier) != Qt::NoModifier)
        return false;
    switch (key.key()) {
    case Qt::Key_Up:
    case Qt::Key_Down:
    case Qt::Key_PageUp:
    case Qt::Key_PageDown:
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Tab:
    case Qt::Key_Escape:
        return true;
    default:
        return false;
    }
}

bool TextCompleter::eventFilter(QObject *watched, QEvent *event)
{
    switch (event->type()) {
    case QEvent::ShortcutOverride:
        if (isOurs(*static_cast<QKeyEvent *>(event))) {
            event->accept();
            return true;
        }
        break;
    case QEvent::KeyPress:
        return handleKey(*static_cast<QKeyEvent *>(event));
    case QEvent::InputMethod:
        m_isTyping = true;
        break;
    case QEvent::FocusOut:
    case QEvent::Hide:
    case QEvent::MouseButtonPress:
        close();
        break;
    default:
        break;
    }
    return QObject::eventFilter(watched, event);
}

bool TextCompleter::handleKey(const QKeyEvent &key)
{
    if (!isOurs(key)) {
        const bool isErasing = key.key() == Qt::Key_Backspace || key.key() == Qt::Key_Delete;
        m_isTyping = isErasing || (!key.text().isEmpty() && key.text().front().isPrint());
        if (!m_isTyping && !isModifier(key.key()))
            close();
        return false;
    }
    if (isSpaceKey(key)) {
        offer(true);
        return true;
    }
    switch (key.key()) {
    case Qt::Key_Up:
        m_popup->step(-1);
        break;
    case Qt::Key_Down:
        m_popup->step(1);
        break;
    case Qt::Key_PageUp:
        m_popup->step(-pageRows);
        break;
    case Qt::Key_PageDown:
        m_popup->step(pageRows);
        break;
    case Qt::Key_Escape:
        close();
        break;
    default:
        take(m_popup->currentRow());
    }
    return true;
}

void TextCompleter::followTyping()
{
    if (std::exchange(m_isTyping, false))
        offer(false);
}

void TextCompleter::offer(bool wanted)
{
    const QString now = text();
    const qsizetype at = caret();
    const bool isReadOnly = m_line ? m_line->isReadOnly() : m_area->isReadOnly();
    const bool isAsked =
        wanted || (at > 0 && (mayBeFollowed(now[at - 1]) || (at == 1 && now.startsWith(u'='))));
    if (isReadOnly || !isAsked || !isExpression(now, at)) {
        close();
        return;
    }
    m_offered = m_source({}, now, at);
    // Whoever has written it all wants Enter and Tab for what they do otherwise.
    const QString written = now.mid(m_offered.start, m_offered.length);
    const bool isDone = !wanted && std::ranges::any_of(m_offered.items, [&written](const auto &item) {
        return item.text == written;
    });
    if (m_offered.items.empty() || isDone) {
        close();
        return;
    }
    if (!m_popup) {
        m_popup = new CompletionPopup(edit()->window());
        connect(m_popup, &CompletionPopup::chosen, this, &TextCompleter::take);
        // The window may outlive the field.
        connect(this, &QObject::destroyed, m_popup, &QObject::deleteLater);
    }
    const QRect line = edit()->inputMethodQuery(Qt::ImCursorRectangle).toRect();
    m_popup->open(m_offered.items, {edit()->mapTo(edit()->window(), line.topLeft()), line.size()});
}

void TextCompleter::take(int row)
{
    close();
    if (row < 0 || row >= int(m_offered.items.size()))
        return;
    const TextCompletion chosen = m_offered.items[std::size_t(row)];
    if (m_line) {
        m_line->setSelection(int(m_offered.start), int(m_offered.length));
        m_line->insert(chosen.text);
        return;
    }
    QTextCursor cursor = m_area->textCursor();
    cursor.setPosition(int(m_offered.start));
    cursor.setPosition(int(m_offered.start + m_offered.length), QTextCursor::KeepAnchor);
    cursor.insertText(chosen.text);
    m_area->setTextCursor(cursor);
}

void TextCompleter::close()
{
    if (m_popup)
        m_popup->hide();
}

} // namespace perdura
