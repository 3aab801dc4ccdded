// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QSyntaxHighlighter>

namespace perdura {

/// Colours keys, texts, numbers and words of JSON.
class JsonHighlighter final : public QSyntaxHighlighter
{
    Q_OBJECT

public:
    JsonHighlighter(QTextDocument *document, const Tokens &tokens);
    void setTokens(const Tokens &tokens);

protected:
    void highlightBlock(const QString &text) override;

private:
    const Tokens *m_tokens; ///< light or dark ones; both live as long as the program
};

} // namespace perdura
