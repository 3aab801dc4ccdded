// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/SqliteStatement.h"

namespace perdura {

/// Of each payload so many characters are searched.
inline constexpr qsizetype searchedCharacters = 2000;
/// Of the text that is searched for so many characters count.
inline constexpr qsizetype maxSearchLength = 256;
/// A shorter text than this has no trigram.
inline constexpr qsizetype minSearchLength = 3;

/// The form in which texts are compared: case-folded, without control characters.
[[nodiscard]] QString foldForSearch(const QString &text);
/// JSON as people read it, with its texts unescaped; cut at `searchedCharacters`.
[[nodiscard]] QString searchableJson(const Json &value);
/// All trigrams of a folded text, as a query of the full-text index; at least three characters.
[[nodiscard]] QString trigramQuery(const QString &folded);

/// Reads what is searched of an instance from its row and its history: input, output, custom status and
/// failure message, folded, a line each.
class SearchTextReader
{
public:
    explicit SearchTextReader(SqliteConnection &connection);

    /// Empty when there is no such instance, or nothing that can be read.
    [[nodiscard]] Result<QString> text(InstanceKey instance);

private:
    [[nodiscard]] Result<void> readEnds(InstanceKey instance, Json &input, Json &output);

    SqliteStatement m_row;
    SqliteStatement m_ends;
};

} // namespace perdura
