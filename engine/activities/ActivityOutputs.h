// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <string>

namespace perdura {

/// JSON Schema subset of what a built-in activity gives; null where that depends on its input. Helps those
/// who write expressions, checks nothing. Pure; any thread.
[[nodiscard]] Json activityOutputSchema(const std::string &activity);

} // namespace perdura
