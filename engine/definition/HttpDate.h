// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"

#include <optional>
#include <string_view>

namespace perdura {

/// Reads a date as HTTP headers have it, in any of the three forms of RFC 9110: "Sun, 06 Nov 1994 08:49:37
/// GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994". A year of two digits is the last one
/// that lies no more than 50 years after `now`. Nothing when it is none. Pure; any thread.
[[nodiscard]] std::optional<Instant> instantFromHttpDate(std::string_view text, Instant now);

} // namespace perdura
