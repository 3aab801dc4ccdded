// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/RunReader.h"

namespace perdura {

/// What a drawing shows of a run as of `now`: nodes and edges of its trace, the visits under way counted up
/// to that moment. Nothing when the reading has no trace. Without visits and their values, which no drawing
/// shows.
[[nodiscard]] std::optional<RunTrace> traceAt(const RunReading &reading, Instant now);

} // namespace perdura
