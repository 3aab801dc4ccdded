// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"
#include "engine/secrets/SecretInsertion.h"
#include "engine/secrets/SecretMask.h"

namespace perdura {

/// Puts the secrets into the input of a call, and takes them out of everything that it says: log lines,
/// progress, result and failure.
void confide(const std::vector<SecretUse> &secrets, ActivityCall &call, ActivityDone &done);

/// The failure with its causes, without the values.
[[nodiscard]] FailureDetails masked(const SecretMask &mask, FailureDetails failure);

} // namespace perdura
