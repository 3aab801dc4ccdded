// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/RetryPolicy.h"

#include <algorithm>
#include <cmath>

namespace perdura {

namespace {

// About 10,000 years; beyond it, sums with an instant could overflow.
constexpr double longestWait = 3.2e17;

/// firstInterval * coefficient^(attempt-1), by repeated multiplication: std::pow may differ between machines.
Duration backedOff(const RetryPolicy &policy, int attempt)
{
    double wait = double(policy.firstInterval.count());
    if (policy.backoffCoefficient > 1.0) {
        for (int i = 1; i < attempt && wait < longestWait; ++i)
            wait *= policy.backoffCoefficient;
    }
    return Duration(std::llround(std::min(wait, longestWait)));
}

} // namespace

std::optional<Duration> nextRetryDelay(const RetryPolicy &policy, int attempt, Instant firstAttempt,
                                       Instant now, const FailureDetails &failure)
{
    if (failure.isNonRetriable || attempt >= policy.maxAttempts)
        return std::nullopt;
    if (policy.retryTimeout && now - firstAttempt >= *policy.retryTimeout)
        return std::nullopt;
    const Duration wait = backedOff(policy, attempt);
    return policy.maxInterval ? std::min(wait, *policy.maxInterval) : wait;
}

} // namespace perdura
