// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/timeline/TimelineModel.h"

namespace perdura {

/// A moment in local time with UTC below.
[[nodiscard]] QString momentToolTip(Instant moment);
[[nodiscard]] QString spanToolTip(const TimelineLane &lane, const TimelineSpan &span);
[[nodiscard]] QString markToolTip(const TimelineLane &lane, const TimelineMark &mark);

} // namespace perdura
