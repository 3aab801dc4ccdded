// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/StoredValues.h"

namespace perdura {

/// What of an instance a web client wants to see.
struct StatusWishes
{
    bool showsInput = true;
    bool showsHistoryOutput = false;
};

/// An instance as Durable Functions' HTTP API tells it: eight members, always present. Times in whole
/// seconds. Failed: the output is the failure's sentence; terminated: the reason.
[[nodiscard]] Json statusJson(const InstanceDetail &detail, const StatusWishes &wishes);

/// A history in that API's terms: decisions go into their completions, turns are left out. Human tasks, which
/// the API does not know, are told as generic events and raised events.
[[nodiscard]] Json historyEventsJson(const History &history, const StatusWishes &wishes);

} // namespace perdura
