// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"

namespace perdura {

// A rewound instance goes on in an execution of another id, so that late answers to the failed one do not
// reach it; but it plays the old history, in which ids made from the first id may lie. So the new id tells
// the first: "e0", "e0~1", "e0~2".

/// The id of the execution after a rewind.
[[nodiscard]] ExecutionId nextRewound(const ExecutionId &execution);
/// The id that the execution had before it was ever rewound.
[[nodiscard]] ExecutionId beforeRewinds(const ExecutionId &execution);

} // namespace perdura
