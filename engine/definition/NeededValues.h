// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ExpressionTokens.h"

#include <string>
#include <vector>

namespace perdura {

/// A value of the workflow that an expression takes for granted.
struct NeededValue
{
    std::string root;       ///< "vars", "input", "item", "index" or "error"
    std::string name;       ///< of vars and input: the member
    std::size_t at = 0;     ///< of a member: the bytes that name it, with its point or brackets
    std::size_t length = 0; ///< 0: no member
    bool operator==(const NeededValue &) const = default;
};

/// In the order of the text, repeated ones included. Silent when in doubt: about members whose names are
/// computed, values that the expression asks for whether they are there (`vars.a ?? 1`, `"a" in vars`,
/// `!vars.a`, `error?.message`), names that it gives to parameters, and expressions with statements. Pure;
/// any thread.
[[nodiscard]] std::vector<NeededValue> neededValues(const std::vector<ExpressionToken> &tokens);

} // namespace perdura
