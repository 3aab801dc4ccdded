// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Rewind.h"

#include "engine/orchestration/RewoundExecution.h"
#include "engine/runtime/HistoryChunks.h"
#include "engine/runtime/LiveInstance.h"
#include "engine/runtime/RewindPlan.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Hub", text);
}

/// Collects the instances, parents before children.
class Rewinding
{
public:
    Rewinding(StoreReader &reader, OrchestratorSource &orchestrators, std::string reason, Instant now,
              const OrchestrationLimits &limits)
        : m_reader(reader)
        , m_orchestrators(orchestrators)
        , m_reason(std::move(reason))
        , m_now(now)
        , m_limits(limits)
    {}

    [[nodiscard]] Result<void> add(const InstanceId &id, const std::optional<ParentInstance> &parent)
    {
        auto stored = m_reader.load(id);
        if (!stored)
            return fail(stored.error());
        if (stored->status != OrchestrationStatus::Failed) {
            return fail(
                ErrorCode::NotAllowed,
                tr("The instance “%1” has not failed; only failed ones can be rewound.").arg(id.toQString()));
        }
        const auto orchestrator = m_orchestrators.resolve(stored->owner.name, stored->owner.version);
        if (!orchestrator)
            return fail(orchestrator.error());
        auto plan = planRewind(
            stored->history, *orchestrator, m_reason, m_now,
            [this](const InstanceId &child) { return isFailed(child); }, m_limits);
        if (!plan)
            return fail(plan.error());
        const ExecutionId before = stored->owner.execution;
        stored->owner.execution = nextRewound(before);
        if (parent)
            stored->owner.parent = parent;
        for (HistoryEvent &event : plan->events) {
            if (auto *started = std::get_if<ExecutionStarted>(&event.data)) {
                started->execution = stored->owner.execution;
                started->parent = stored->owner.parent;
            }
        }
        const ParentInstance self{id, stored->owner.execution, -1};
        m_request.instances.push_back(
            rewound(std::move(*stored), before, std::move(plan->events), *orchestrator));
        for (const InstanceId &child : plan->children) {
            if (auto added = add(child, asParent(self, child)); !added)
                return added;
        }
        return {};
    }

    [[nodiscard]] RewindInstances take() { return std::move(m_request); }

private:
    [[nodiscard]] bool isFailed(const InstanceId &id)
    {
        const auto detail = m_reader.instance(id);
        return detail && detail->summary.status == OrchestrationStatus::Failed;
    }

    /// The child keeps the decision that it answers.
    [[nodiscard]] std::optional<ParentInstance> asParent(ParentInstance self, const InstanceId &child)
    {
        const auto stored = m_reader.instance(child);
        if (stored && stored->parent)
            self.taskId = stored->parent->taskId;
        return self;
    }

    [[nodiscard]] RewindInstance rewound(StoredInstance stored, const ExecutionId &before, History events,
                                         const Orchestrator &orchestrator) const
    {
        RewindInstance request;
        request.instance = stored.key;
        request.id = stored.owner.instance;
        request.before = before;
        request.after = stored.owner.execution;
        request.parent = stored.owner.parent;
        request.updated = m_now;
        request.historyLength = int(events.size());
        request.history = toChunks(events, 0, stored.owner);
        stored.history = std::move(events);
        const History history = stored.history;
        const LiveInstance live(std::move(stored), orchestrator, m_limits);
        for (const HistoryEvent &event : history)
            addOpenWork(event, live, request);
        request.openActivities = int(request.activities.size());
        return request;
    }

    /// What the end of the execution had cleared away is waited for again.
    static void addOpenWork(const HistoryEvent &event, const LiveInstance &live, RewindInstance &request)
    {
        const OpenWork &open = live.openWork();
        const HistoryOwner &owner = live.owner();
        const SequenceNumber number = event.eventId;
        if (const auto *task = event.as<TaskScheduled>(); task && open.hasActivity(number))
            request.activities.push_back(
                {request.instance, owner.instance, owner.execution, number, event.origin, *task});
        if (const auto *timer = event.as<TimerCreated>(); timer && open.hasTimer(number))
            request.timers.push_back({request.instance, number, timer->fireAt});
        if (event.as<HumanTaskCreated>() && open.hasHumanTask(number))
            request.humanTasks.push_back({number, event});
    }

    StoreReader &m_reader;
    OrchestratorSource &m_orchestrators;
    std::string m_reason;
    Instant m_now;
    OrchestrationLimits m_limits;
    RewindInstances m_request;
};

} // namespace

Result<RewindInstances> prepareRewind(StoreReader &reader, OrchestratorSource &orchestrators,
                                      const InstanceId &id, const std::string &reason, Instant now,
                                      const OrchestrationLimits &limits)
{
    Rewinding rewinding(reader, orchestrators, reason, now, limits);
    if (auto added = rewinding.add(id, {}); !added)
        return fail(added.error());
    return rewinding.take();
}

} // namespace perdura
