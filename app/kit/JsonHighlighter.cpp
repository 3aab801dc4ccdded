// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/JsonHighlighter.h"

#include <QRegularExpression>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

JsonHighlighter::JsonHighlighter(QTextDocument *document, const Tokens &tokens)
    : QSyntaxHighlighter(document)
    , m_tokens(&tokens)
{}

void JsonHighlighter::setTokens(const Tokens &tokens)
{
    if (m_tokens == &tokens)
        return;
    m_tokens = &tokens;
    rehighlight();
}

void JsonHighlighter::highlightBlock(const QString &text)
{
    static const QRegularExpression part(
        uR"re((?<text>"(?:[^"\\]|\\.)*"?)(?<colon>\s*:)?|(?<number>-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)|(?<word>\b(?:true|false|null)\b))re"_s);
    for (auto it = part.globalMatch(text); it.hasNext();) {
        const QRegularExpressionMatch match = it.next();
        if (match.capturedLength(u"text") > 0) {
            const bool key = match.capturedLength(u"colon") > 0;
            setFormat(int(match.capturedStart(u"text")), int(match.capturedLength(u"text")),
                      key ? m_tokens->accent : m_tokens->completed);
        } else if (match.capturedLength(u"number") > 0) {
            setFormat(int(match.capturedStart()), int(match.capturedLength()), m_tokens->nodeWait);
        } else {
            setFormat(int(match.capturedStart()), int(match.capturedLength()), m_tokens->nodeHuman);
        }
    }
}

} // namespace perdura
