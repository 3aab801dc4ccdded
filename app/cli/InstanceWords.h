// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

namespace perdura {

/// "2 h 14 min ago (2026-11-22 08:30:00)" or "in 3 d (…)", in the person's time zone.
[[nodiscard]] QString timeWords(Instant time, Instant now);

[[nodiscard]] QString statusWords(OrchestrationStatus status);

/// The failure, or how many tasks are open; empty when there is nothing to say.
[[nodiscard]] QString remarkWords(const InstanceSummary &summary);

} // namespace perdura
