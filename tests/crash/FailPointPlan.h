// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"

#include <QString>

#include <vector>

namespace perdura::test {

/// What has to run so that a fail point is passed.
enum class Passed {
    ByEverything, ///< by the program “everything”, three times
    AtRecovery,   ///< by a hub that finds pending work, once
    ByPurge,      ///< by the program “family”
    ByIndex       ///< by the program “index”
};

struct FailPointPlan
{
    Passed passed;
    int times; ///< at least so often in one run, whatever the timing
};

/// Each fail point has its plan: without one this does not compile.
[[nodiscard]] FailPointPlan planOf(FailPoint point);

/// A place to die at, as PERDURA_FAIL_POINT takes it: the first pass of each such point, and some later ones.
[[nodiscard]] std::vector<QString> killsOf(Passed passed);

} // namespace perdura::test
