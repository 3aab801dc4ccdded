// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/RunState.h"
#include "engine/client/HubTypes.h"
#include "engine/definition/RunTrace.h"

#include <QString>

namespace perdura {

/// What the kit's marks and chips show for a status.
[[nodiscard]] RunState runStateOf(OrchestrationStatus status);
/// The same for an instance: one that goes on only when something from outside happens shows as waiting.
[[nodiscard]] RunState runStateOf(const InstanceSummary &instance);
[[nodiscard]] RunState runStateOf(NodeRunState state);
[[nodiscard]] QString statusWord(OrchestrationStatus status);
/// What there is to say in one line: the failure, the reason of a termination; else how far it has come (its
/// custom status, when that is known) and what it waits for. Often empty. `now` tells which timers are to
/// come.
[[nodiscard]] QString noteSentence(const InstanceSummary &instance, Instant now,
                                   const QString &customStatus = {});

/// Local time with seconds, and the day unless it is today: "14:05:09.120", "3 Nov 14:05:09".
[[nodiscard]] QString clockTime(Instant time);
/// The same without fractions of seconds: "14:05:09".
[[nodiscard]] QString clockSeconds(Instant time);

/// The item of a For each as people count, from 1: "12" for the iteration "11", "4 / 1" for "3/0".
[[nodiscard]] QString itemNumber(const std::string &iteration);

} // namespace perdura
