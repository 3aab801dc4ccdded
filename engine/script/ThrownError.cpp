// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/ThrownError.h"

#include <QRegularExpression>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// What is wrong with the syntax, without the words that only those know who write parsers.
QString syntaxWords(const QString &message)
{
    static const QRegularExpression expected(u"^Expected token `(.+)'$"_s);
    static const QRegularExpression unexpected(u"^Unexpected token `(.+)'$"_s);
    if (const auto match = expected.match(message); match.hasMatch()) {
        const QString token = match.captured(1);
        return token == "numeric literal"_L1 || token == "identifier"_L1 ? u"A value is missing"_s
                                                                         : u"“%1” is missing"_s.arg(token);
    }
    if (const auto match = unexpected.match(message); match.hasMatch())
        return u"“%1” cannot stand here"_s.arg(match.captured(1));
    return message == "Syntax error"_L1 ? u"Something is missing or stands in the wrong place"_s : message;
}

/// The line of the text, from 1, that was being run; 0: not known.
int lineOf(const QJSValue &error)
{
    // The wrapper has put one line before the text.
    if (error.property(u"fileName"_s).toString().isEmpty())
        return error.property(u"lineNumber"_s).toInt() - 1;
    // It was thrown by something that the text calls.
    static const QRegularExpression ownFrame(u"^[^@\n]*@:(\\d+)"_s, QRegularExpression::MultilineOption);
    const auto frame = ownFrame.match(error.property(u"stack"_s).toString());
    return frame.hasMatch() ? frame.captured(1).toInt() - 1 : 0;
}

} // namespace

bool mayAssign(const QString &text)
{
    static const QRegularExpression assignment(
        QStringLiteral("(^|[^=!<>])=(?![=>])|<<=|>>=|\\+\\+|--|\\bdelete\\b"));
    return assignment.match(text).hasMatch();
}

ThrownError thrownError(const QJSValue &error)
{
    return {error.property(u"message"_s).toString(), lineOf(error)};
}

QString describeError(const QJSValue &error, const QString &text)
{
    QString message = error.property(u"message"_s).toString();
    const QString name = error.property(u"name"_s).toString();
    // The engine has the same two words for writing to what is frozen and for a last call of what is no
    // function.
    if (message == "Type error"_L1)
        message = mayAssign(text)
                      ? u"A value of the workflow cannot be changed; change a copy, as in list.slice()"_s
                      : u"What is called here is not a function"_s;
    else if (name == "SyntaxError"_L1)
        message = u"Syntax error: "_s + syntaxWords(message);
    const int line =
        error.property(u"lineNumber"_s).toInt() - 1; // the wrapper has put one line before the text
    const int lines = int(text.count(u'\n')) + 1;
    const bool isInText = error.property(u"fileName"_s).toString().isEmpty();
    if (isInText && lines > 1 && line >= 1)
        message += u" (line %1)"_s.arg(std::min(line, lines));
    return message.endsWith(u'.') ? message : message + u'.';
}

} // namespace perdura
