// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/Completion.h"

#include <QObject>
#include <QPointer>

class QKeyEvent;
class QLineEdit;
class QPlainTextEdit;
class QWidget;

namespace perdura {

class CompletionPopup;
struct SchemaFormOptions;

/// Offers completions in a text that is an expression, which begins with "=": while someone types, and on
/// Ctrl+Space. Up and down step, Enter and Tab take the current one, Esc closes; everything else goes to the
/// text. What is taken arrives as if it had been typed. Belongs to its editor. GUI thread.
class TextCompleter final : public QObject
{
    Q_OBJECT

public:
    enum class Mark {
        Needed,  ///< without "=" it is plain text
        Optional ///< the text is an expression either way
    };

    /// Does nothing where the options have no completions.
    static void attach(QLineEdit *edit, const SchemaFormOptions &options);
    static void attach(QPlainTextEdit *edit, const SchemaFormOptions &options, Mark mark = Mark::Needed);

    bool eventFilter(QObject *watched, QEvent *event) override;

private:
    TextCompleter(QLineEdit *line, QPlainTextEdit *area, CompletionSource source, Mark mark);

    [[nodiscard]] QWidget *edit() const;
    [[nodiscard]] QString text() const;
    [[nodiscard]] qsizetype caret() const;
    [[nodiscard]] bool isOpen() const;
    [[nodiscard]] bool isExpression(const QString &text, qsizetype caret) const;
    [[nodiscard]] bool isOurs(const QKeyEvent &key) const;
    bool handleKey(const QKeyEvent &key);
    void followTyping();
    void offer(bool wanted);
    void take(int row);
    void close();

    QLineEdit *m_line;      ///< one of the two, the parent
    QPlainTextEdit *m_area; ///< the other is null
    CompletionSource m_source;
    Mark m_mark;
    bool m_isTyping = false; ///< a key that changes the text is on its way
    TextCompletions m_offered;
    QPointer<CompletionPopup> m_popup; ///< a child of the window
};

} // namespace perdura
