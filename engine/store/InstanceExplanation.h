// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <optional>
#include <string>
#include <vector>

namespace perdura {

/// One thing that keeps an instance where it is.
struct InstanceReason
{
    enum class Kind {
        ScheduledStart,  ///< it starts at `until`
        WaitsForWorker,  ///< a start, or `count` messages, wait for its next turn
        Suspended,       ///< detail: why
        ExternalEvent,   ///< name: of the event
        Timer,           ///< fires at `until`; detail: its purpose
        Retry,           ///< name: of what failed, tried again at `until`; detail: "2 of 3"
        ActivityQueued,  ///< name: of the activity; count: place in the queue, from 1
        ActivityRunning, ///< since then
        Activity,        ///< decided and without a result: nobody knows whether it runs
        HumanTask,       ///< name: the title; detail: the assignee; until: when it is due
        Child,           ///< name: the child's instance id; detail: its status
        EntityCall,      ///< name: the entity; detail: the operation
        EntityLock,      ///< name: the entities, with commas
        HoldsLock,       ///< likewise; others wait for their release
        Returned,        ///< the code has come to its end; `count` tasks are still open
        Ended            ///< detail: why it failed or was terminated
    };
    Kind kind = Kind::Ended;
    std::string name = {};
    Origin origin = {};
    std::optional<Instant> since = {};
    std::optional<Instant> until = {};
    std::string detail = {};
    int attempt = 0; ///< of an activity or child: which try it is, from 1
    int count = 0;
    SequenceNumber number = -1; ///< of the decision, where there is one
    bool operator==(const InstanceReason &) const = default;
};

/// Why an instance is where it is, the most telling reasons first.
struct InstanceExplanation
{
    /// So many of each kind are named.
    static constexpr int maxNamed = 100;

    InstanceId instance;
    OrchestrationStatus status = OrchestrationStatus::Pending;
    Instant since; ///< it has not changed since then
    std::vector<InstanceReason> reasons = {};
    int unnamed = 0; ///< further reasons of kinds that there are too many of
    bool operator==(const InstanceExplanation &) const = default;
};

} // namespace perdura
