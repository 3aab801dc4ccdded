// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <nlohmann/json.hpp>

#include <string>
#include <string_view>

namespace perdura {

/// The engine's one data type for inputs, outputs, definitions and history. Objects keep the order of their
/// keys.
using Json = nlohmann::ordered_json;

/// Bounds for text that comes from outside.
struct JsonLimits
{
    std::size_t maxBytes = 64u * 1024 * 1024;
    int maxDepth =
        200; ///< nesting of arrays and objects; deeper text is refused before it can exhaust the stack
};

/// Parses untrusted text. Errors (InvalidJson) tell line and column. Any thread.
[[nodiscard]] Result<Json> parseJson(std::string_view text, const JsonLimits &limits = {});

/// Compact text, for storage and for the wire. Invalid UTF-8 is replaced, never thrown at.
[[nodiscard]] std::string dumpJson(const Json &value);

/// Indented text, for files and for people (two spaces).
[[nodiscard]] std::string prettyJson(const Json &value);

} // namespace perdura
