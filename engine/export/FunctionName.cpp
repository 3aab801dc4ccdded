// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/FunctionName.h"

namespace perdura {

namespace {

// A function app refuses longer ones.
constexpr std::size_t maxLength = 127;

bool isLetter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool isDigit(char c)
{
    return c >= '0' && c <= '9';
}

char upper(char c)
{
    return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c;
}

char lower(char c)
{
    return c >= 'A' && c <= 'Z' ? char(c - 'A' + 'a') : c;
}

/// The words one after the other, each with a capital, but for the first.
std::string joined(std::string_view name, bool keepsSigns)
{
    std::string text;
    bool beginsWord = false;
    for (const char c : name) {
        if (isLetter(c) || isDigit(c)) {
            text += beginsWord && !text.empty() ? upper(c) : c;
            beginsWord = false;
        } else if (keepsSigns && (c == '_' || c == '-' || c == '.')) {
            text += c == '.' ? '_' : c;
        } else if (static_cast<unsigned char>(c) < 0x80) {
            beginsWord = true;
        }
    }
    return text;
}

} // namespace

std::string functionName(std::string_view name)
{
    std::string text = joined(name, true);
    if (text.empty() || !isLetter(text.front()))
        text.insert(text.begin(), 'F');
    return text.substr(0, maxLength);
}

std::string variableName(std::string_view name)
{
    std::string text = joined(name, false);
    while (!text.empty() && isDigit(text.front()))
        text.erase(0, 1);
    if (!text.empty())
        text.front() = lower(text.front());
    return text;
}

} // namespace perdura
