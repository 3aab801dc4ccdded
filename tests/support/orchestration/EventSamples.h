// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

namespace perdura::test {

/// An event as a history holds it, at a fixed time.
[[nodiscard]] HistoryEvent recorded(EventData data, SequenceNumber id = -1, Origin origin = {});

/// An event of every kind, all fields filled in.
[[nodiscard]] std::vector<HistoryEvent> oneOfEachKind();

} // namespace perdura::test
