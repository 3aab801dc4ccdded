// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/StoredValues.h"

#include <vector>

namespace perdura {

/// How a hub gets on: what it does in a second, and what lies in its queues at this moment.
struct HubHealth
{
    /// Over the last ten seconds.
    double turnsPerSecond = 0;
    double commitsPerSecond = 0;
    /// Of the last 512 commits; zero when there was none.
    Duration commitP50{};
    Duration commitP99{};
    int queuedWrites = 0;
    std::vector<int> queuedMessages; ///< instances and messages that wait for a turn, by worker
    int waitingActivities = 0;
    int runningActivities = 0;
    int openTimers = 0;
    std::optional<Duration>
        oldestWait;          ///< how long the first of the waiting activities and writes has waited
    InstanceCount unindexed; ///< instances that a text search has to read one by one
    qint64 databaseBytes = 0;
    bool operator==(const HubHealth &) const = default;
};

} // namespace perdura
