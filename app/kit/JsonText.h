// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <string>

namespace perdura {

struct BoundedText
{
    std::string text;
    bool cut = false; ///< there is more than what `text` holds
};

/// Indented JSON, at most some `maximumBytes` of it; the work is bounded by what is written, not by the size
/// of the value.
[[nodiscard]] BoundedText boundedJsonText(const Json &value, std::size_t maximumBytes);

/// A value in one short line for lists and tree rows ("{3 members}", "\"text\"").
[[nodiscard]] std::string shortJsonText(const Json &value, std::size_t maximumBytes = 120);

} // namespace perdura
