// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace perdura {

/// What can be seen of an SQL statement without a database: quotes and comments are understood, the rest is
/// not.
struct SqlStatement
{
    QString text;              ///< without comments
    QStringList words;         ///< the first two words, in capitals, and INTO if it comes anywhere
    int positional = 0;        ///< how many ?
    QStringList named;         ///< the names of :name, each once, without the colon
    bool hasSeveral = false;   ///< something follows after a semicolon
    bool isUnfinished = false; ///< a quote or a comment does not end

    [[nodiscard]] static SqlStatement read(const QString &sql);
};

} // namespace perdura
