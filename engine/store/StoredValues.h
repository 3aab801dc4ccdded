// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"
#include "engine/orchestration/OrchestrationContext.h"

#include <QByteArray>
#include <QList>
#include <QMap>
#include <QMetaType>

#include <optional>
#include <vector>

namespace perdura {

// What a hub's database tells: plain values, passed between threads and processes.

struct InstanceSummary
{
    InstanceId id;
    std::string name; ///< the workflow's name
    VersionId version;
    OrchestrationStatus status = OrchestrationStatus::Pending;
    Instant created;
    Instant lastUpdated;
    std::optional<Instant> completed;
    int historyLength = 0; ///< number of events
    int openHumanTasks = 0;
    std::string failureMessage; ///< the failure's sentence or the reason of a termination; empty otherwise
    bool hasWork =
        false; ///< a message or an activity is under way; if not, it waits for something from outside
    std::optional<Instant> nextTimer; ///< when the first of its open timers is due
    bool operator==(const InstanceSummary &) const = default;
};

struct InstanceDetail
{
    InstanceSummary summary;
    ExecutionId execution;
    Json input;
    Json output;
    Json customStatus;
    std::optional<FailureDetails> failure;
};

struct InstanceQuery
{
    std::vector<OrchestrationStatus> statuses; ///< any, when empty
    /// Part of the workflow's name or of the instance id; case-insensitive; the first 256 characters count.
    QString nameContains;
    int limit = 100;  ///< from 1 to 1,000
    QByteArray after; ///< InstancePage::next of the page before; empty for the first
};

struct InstancePage
{
    std::vector<InstanceSummary> instances;
    QByteArray next; ///< empty on the last page
};

using StatusCounts = QMap<int, qint64>; ///< key: OrchestrationStatus

/// An open task: instance and the number of the decision that opened it.
struct HumanTaskId
{
    InstanceId instance;
    SequenceNumber number = -1;
    auto operator<=>(const HumanTaskId &) const = default;
};

struct HumanTaskInfo
{
    HumanTaskId id;
    std::string workflowName;
    Origin origin;
    HumanTaskRequest request;
    Instant created;
};

struct LogLine
{
    Instant time;
    Origin origin;
    std::string level; ///< "info", "warning", "error"
    std::string text;
};

} // namespace perdura
