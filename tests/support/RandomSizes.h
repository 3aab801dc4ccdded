// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QtGlobal>

#include <algorithm>
#include <cstdint>

namespace perdura::test {

// How much the tests over random programs and random kills do. Usually always the same, so that a failure
// comes again; by the environment they go further:
//   PERDURA_TEST_TIMES=20  twenty times as many programs, or kills (give ctest a longer --timeout)
//   PERDURA_TEST_SEED=7    other ones

/// For what needs much computing: a tenth under a sanitizer, which makes everything many times slower.
[[nodiscard]] inline int fewerWhenSanitized(int usual)
{
#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
    return usual / 10;
#else
    return usual;
#endif
}

[[nodiscard]] inline int timesAsMany(int usual)
{
    return usual * std::max(1, qEnvironmentVariableIntValue("PERDURA_TEST_TIMES"));
}

/// To be added to the seeds that a test usually has; the seeds of two values lie far apart.
[[nodiscard]] inline std::uint64_t seedShift()
{
    return std::uint64_t(qEnvironmentVariableIntValue("PERDURA_TEST_SEED")) * 1'000'000'007;
}

} // namespace perdura::test
