// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/script/ThrownError.h"

#include <QStringList>

#include <functional>
#include <optional>
#include <string>
#include <utility>

namespace perdura {

/// Finds where in an expression an error was thrown and by which value. The engine tells no more than the
/// line, so the expression is run again, spread out over many lines; it gives the same each time.
class ErrorFinder
{
public:
    /// The name of a function that the texts to run may call with a value, and with the name of a member of
    /// it; it gives the value back.
    static constexpr const char *note = "$note";

    struct Runs
    {
        QStringList modes; ///< in which to run it, the one that leaves most to be told first
        /// What the text throws in that mode; nothing when it has a value or ends otherwise.
        std::function<std::optional<ThrownError>(const std::string &text, const QString &mode)> run;
        std::function<bool(const std::string &text)> isNothing; ///< has no value
        /// Words for what `note` was called with last, and for the member; empty: no value.
        std::function<std::pair<QString, QString>()> noted;
    };

    ErrorFinder(const std::string &expression, Runs runs);

    /// The sentence about the error, with its place and the value as far as these can be told.
    [[nodiscard]] QString placed(const ThrownError &thrown, const QString &sentence) const;

private:
    /// The same error, thrown again.
    struct Repeated
    {
        QString message;
        QString mode;
        std::size_t at = 0; ///< byte in the expression
    };
    [[nodiscard]] std::optional<Repeated> repeat(const ThrownError &thrown) const;
    [[nodiscard]] QString readWords(const QString &member, std::size_t at) const;
    /// Empty when what is called there cannot be named.
    [[nodiscard]] QString callWords(const Repeated &repeated) const;

    const std::string &m_text;
    Runs m_runs;
};

} // namespace perdura
