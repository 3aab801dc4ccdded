// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"
#include "engine/orchestration/FailureDetails.h"

#include <optional>

namespace perdura {

/// When and how often a failed activity is tried again. Rule: after failed attempt n stop if the failure is
/// non-retriable, n = maxAttempts or now >= first attempt + retryTimeout; otherwise wait
/// min(firstInterval * backoffCoefficient^(n-1), maxInterval). All times are orchestrator time.
struct RetryPolicy
{
    Duration firstInterval{std::chrono::seconds(5)}; ///< > 0
    int maxAttempts = 3;                             ///< >= 1, counts the first try
    double backoffCoefficient = 1.0;                 ///< >= 1
    std::optional<Duration> maxInterval = std::nullopt;
    std::optional<Duration> retryTimeout = std::nullopt;
    bool operator==(const RetryPolicy &) const = default;
};

/// How long to wait before the next attempt; nothing when there is none. `attempt` is the 1-based number that
/// failed.
[[nodiscard]] std::optional<Duration> nextRetryDelay(const RetryPolicy &policy, int attempt,
                                                     Instant firstAttempt, Instant now,
                                                     const FailureDetails &failure);

} // namespace perdura
