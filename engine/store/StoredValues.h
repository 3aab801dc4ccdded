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

/// An activity that waits for its turn or runs in this very hub.
struct RunningActivity
{
    SequenceNumber taskId = -1;
    std::string name = {};
    int attempt = 1;
    Origin origin = {};
    std::optional<Instant> began = {}; ///< nothing while it waits for a free thread
    int queuePosition = 0;             ///< while it waits, from 1
    std::optional<double> fraction = {};
    std::string progress = {};
    bool operator==(const RunningActivity &) const = default;
};

struct InstanceDetail
{
    InstanceSummary summary;
    ExecutionId execution;
    int generation = 0; ///< how often it has begun anew, each time with an empty history
    Json input;
    Json output;
    Json customStatus;
    std::optional<FailureDetails> failure;
    std::optional<ParentInstance> parent;
    Tags tags;
    std::vector<RunningActivity> activities; ///< filled in by the hub's client; a store does not know
};

/// From the first instant on, and before the second; open where absent.
struct TimeRange
{
    std::optional<Instant> from = {};
    std::optional<Instant> until = {};
    bool operator==(const TimeRange &) const = default;
};

enum class InstanceOrder { NewestFirst, OldestFirst, LastUpdatedFirst };

/// Which instances are wanted: those of which all that is set holds.
struct InstanceQuery
{
    std::vector<OrchestrationStatus> statuses = {}; ///< any, when empty
    /// Part of the workflow's name or of the instance id; case-insensitive; the first 256 characters count.
    QString nameContains = {};
    std::string name = {};     ///< the workflow's name as it is; any when empty
    std::string idPrefix = {}; ///< what the instance id begins with, case-sensitive
    TimeRange created = {};
    TimeRange updated = {};
    Tags tags = {};                        ///< each with exactly that value
    std::optional<InstanceId> parent = {}; ///< who waits for its end
    /// Part of input, output, custom status or failure message, as plain text and case-insensitive: of each
    /// the first 2,000 characters are looked at, of this the first 256. JSON is searched as it is shown,
    /// without escapes in its texts. With fewer than three characters the name and id are looked at instead.
    QString text = {};
    InstanceOrder order = InstanceOrder::NewestFirst;
    int limit = 100;       ///< from 1 to 1,000
    QByteArray after = {}; ///< InstancePage::next of the page before, same query; empty for the first
    bool operator==(const InstanceQuery &) const = default;
};

/// May hold fewer instances than were asked for, even none, and yet not be the last page: the work for one
/// page is bounded, and where few of many instances match it ends there.
struct InstancePage
{
    std::vector<InstanceSummary> instances;
    QByteArray next; ///< empty on the last page
};

/// How many instances match. The counting is bounded: if it was cut, there are at least that many.
struct InstanceCount
{
    qint64 count = 0;
    bool isExact = true;
    bool operator==(const InstanceCount &) const = default;
};

/// Some consecutive events of a history.
struct HistoryRange
{
    enum class Anchor {
        Head,  ///< the first events
        Tail,  ///< the last events
        Place, ///< from the place `at` on, counted from 0
        Event  ///< as many before as after the decision with the number `at`
    };
    Anchor anchor = Anchor::Tail;
    int at = 0;
    int count = 100; ///< from 1 to 5,000
    bool operator==(const HistoryRange &) const = default;
};

struct HistoryPage
{
    int first = 0; ///< place of the first of these events in the history
    History events = {};
    int total = 0; ///< number of events of the whole history
    bool operator==(const HistoryPage &) const = default;
};

/// What a database says of itself.
struct StoreFigures
{
    InstanceCount unindexed; ///< instances that a search has to read, since the index does not have them yet
    qint64 databaseBytes = 0;
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

/// A published version of a drawing and how many instances are pinned to it.
struct VersionInfo
{
    VersionId version;
    std::string name;     ///< of entities: publishedName()
    Instant published;    ///< for the last time
    qint64 instances = 0; ///< at most VersionInfo::countLimit are counted
    static constexpr qint64 countLimit = 10'000;
    bool operator==(const VersionInfo &) const = default;
};

struct LogLine
{
    Instant time;
    Origin origin;
    std::string level; ///< "info", "warning", "error"
    std::string text;
};

/// What is stored of an entity; of one without a record, only its id.
struct EntityInfo
{
    EntityId id;
    bool exists = false; ///< it has state
    Json state = nullptr;
    qint64 stateBytes = 0;
    qint64 queueLength = 0; ///< messages that wait, delayed ones included
    std::optional<Instant> lastOperation;
    InstanceId lockedBy = {}; ///< empty: nobody
    std::optional<Instant> lockedSince;
    bool operator==(const EntityInfo &) const = default;
};

struct EntityQuery
{
    std::string name; ///< whatever its case; any, when empty
    std::optional<Instant> lastOperationFrom;
    std::optional<Instant> lastOperationTo; ///< the instant itself is not in
    bool includesState = false;
    bool includesTransient = false; ///< also those without state
    int limit = 100;                ///< from 1 to 1,000
    QByteArray after;               ///< EntityPage::next of the page before; empty for the first
    bool operator==(const EntityQuery &) const = default;
};

struct EntityPage
{
    std::vector<EntityInfo> entities;
    QByteArray next; ///< empty on the last page
};

/// What a cleaning of entities did.
struct EntityCleanUp
{
    qint64 removed = 0;  ///< empty records
    qint64 released = 0; ///< locks whose owner does not run any more
    bool operator==(const EntityCleanUp &) const = default;
};

} // namespace perdura
