// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/Store.h"

#include <QStringList>

#include <set>

namespace perdura::test {

/// What is not as it must be once so many starts of “everything” have ended: operations that were lost, done
/// twice or done out of order, sums that were not kept, locks and messages that are left over. Each signal of
/// a client that was acknowledged must be there, and none twice.
[[nodiscard]] QStringList flawsOfEntities(StoreReader &reader, int starts,
                                          const std::set<int> &acknowledgedSignals);

} // namespace perdura::test
