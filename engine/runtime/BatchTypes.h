// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/StoredValues.h"

namespace perdura {

// The same action for all instances that a query finds: plain values, passed between threads and processes.

enum class BatchAction { Terminate, Suspend, Resume, Purge, Restart };

struct BatchRequest
{
    BatchAction action = BatchAction::Terminate;
    InstanceQuery query; ///< its limit and page mark do not count
    std::string reason = {};
    bool includesChildren = false; ///< of terminate and purge
};

struct BatchStatus
{
    enum class State { Running, Paused, Cancelled, Finished };
    int id = 0;
    BatchAction action = BatchAction::Terminate;
    State state = State::Running;
    std::string author;
    Instant started;
    std::optional<Instant> ended = {};
    qint64 matched = 0; ///< instances that the query found at the start
    qint64 done = 0;
    qint64 refused = 0;
    QString pausedBecause = {}; ///< of a pause that nobody asked for
    bool operator==(const BatchStatus &) const = default;
};

enum class BatchControl { Pause, Resume, Cancel };

/// What became of one instance.
struct BatchOutcome
{
    InstanceId instance;
    QString refusal; ///< empty: done
    bool operator==(const BatchOutcome &) const = default;
};

struct PurgeSummary
{
    qint64 purged = 0; ///< instances that are gone, children too
    std::vector<BatchOutcome> refused = {};
    bool operator==(const PurgeSummary &) const = default;
};

} // namespace perdura
