// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace perdura {

// What the engine knows of texts. None of it follows the language or the character set of the machine, as the
// functions of the C library do: the same text must mean the same everywhere. Any thread.

/// In small letters, as Unicode has them for all languages. Names of entities and their operations are
/// compared so. UTF-8.
[[nodiscard]] std::string lowerCase(std::string_view text);

/// 0 to 9.
[[nodiscard]] constexpr bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

/// A letter from A to Z in either case, a digit, _ or $: what names in expressions consist of, as far as they
/// are ASCII. False for the bytes of other characters.
[[nodiscard]] constexpr bool isWordCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || isDigit(c) || c == '_' || c == '$';
}

} // namespace perdura
