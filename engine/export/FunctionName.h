// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace perdura {

/// The name of a workflow, entity or activity as a function of a function app, which has only letters,
/// digits,
/// '_' and '-': "Function chaining" gives "FunctionChaining", "http.request" gives "http_request". Never
/// empty.
[[nodiscard]] std::string functionName(std::string_view name);

/// A name that code can use for a variable: "Ask for approval" gives "askForApproval". Empty when the name
/// has no letter that could be used.
[[nodiscard]] std::string variableName(std::string_view name);

} // namespace perdura
