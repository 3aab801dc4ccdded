// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"

#include <QString>

namespace perdura {

/// "just now", "2 min ago", "in 3 h", "yesterday 14:05"; past a week the date. For lists and chips.
[[nodiscard]] QString relativeTime(Instant time, Instant now);
/// "22 Nov 2026 09:41:07.250 (08:41:07 UTC)": local time and UTC, for tooltips.
[[nodiscard]] QString exactTime(Instant time);

} // namespace perdura
