// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/SecretName.h"

#include <algorithm>

namespace perdura {

namespace {

constexpr std::size_t longestName = 64;

bool isNameCharacter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-' || c == '.';
}

} // namespace

bool isSecretName(std::string_view name)
{
    return !name.empty() && name.size() <= longestName &&
           std::all_of(name.begin(), name.end(), isNameCharacter);
}

std::string secretPlaceholder(std::string_view name)
{
    return "⟦secret:" + std::string(name) + "⟧";
}

} // namespace perdura
