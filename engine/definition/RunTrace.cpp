// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/RunTrace.h"

#include "engine/definition/ConcurrencyChecks.h"
#include "engine/definition/FlowIndex.h"
#include "engine/definition/TraceRecorder.h"
#include "engine/orchestration/OrchestrationExecutor.h"

#include <algorithm>
#include <set>

namespace perdura {

namespace {

using Place = std::pair<NodeId, std::string>;

Place placeOf(const Origin &origin)
{
    return {NodeId(origin.node), origin.iteration};
}

/// What the history tells beyond the interpreter's own steps.
class HistoryFacts
{
public:
    explicit HistoryFacts(std::span<const HistoryEvent> history)
    {
        for (const HistoryEvent &event : history)
            read(event);
    }

    /// The tries of the n-th visit to a place.
    [[nodiscard]] int attempts(const Place &place, std::size_t visit) const
    {
        const auto found = m_attempts.find(place);
        return found != m_attempts.end() && visit < found->second.size() ? found->second[visit] : 0;
    }
    /// The wait before the next try that a place is in; empty when there is none.
    [[nodiscard]] std::string retryWait(const Place &place) const
    {
        for (const auto &[id, timer] : m_openTimers) {
            if (timer.place == place)
                return timer.words;
        }
        return {};
    }
    [[nodiscard]] Instant lastTime() const { return m_lastTime; }
    [[nodiscard]] std::optional<Instant> endTime() const { return m_endTime; }

private:
    struct Timer
    {
        Place place;
        std::string words;
    };

    void read(const HistoryEvent &event)
    {
        m_lastTime = std::max(m_lastTime, event.timestamp);
        if (const auto *scheduled = event.as<TaskScheduled>()) {
            auto &visits = m_attempts[placeOf(event.origin)];
            if (scheduled->attempt == 1 || visits.empty())
                visits.push_back(0);
            ++visits.back();
        } else if (const auto *timer = event.as<TimerCreated>()) {
            const std::string due = toIso(timer->fireAt);
            m_openTimers[event.eventId] = {placeOf(event.origin), "until " + due.substr(0, 10) + ' ' +
                                                                      due.substr(11, 8) + " UTC (" +
                                                                      timer->purpose + ')'};
        } else if (const auto *fired = event.as<TimerFired>()) {
            m_openTimers.erase(fired->timerId);
        } else if (event.as<ExecutionCompleted>() || event.as<ExecutionTerminated>()) {
            m_endTime = event.timestamp;
        }
    }

    std::map<Place, std::vector<int>> m_attempts;
    std::map<SequenceNumber, Timer> m_openTimers;
    Instant m_lastTime{};
    std::optional<Instant> m_endTime;
};

void addFacts(std::vector<NodeVisit> &visits, const HistoryFacts &facts, const WorkflowDefinition &definition)
{
    std::set<NodeId> activities;
    for (const Node &node : definition.nodes) {
        if (node.kind == NodeKind::Activity)
            activities.insert(node.id);
    }
    std::map<Place, std::size_t> visitsSoFar;
    for (NodeVisit &visit : visits) {
        const Place place{visit.node, visit.iteration};
        visit.attempts = facts.attempts(place, visitsSoFar[place]++);
        if (visit.end)
            continue;
        if (facts.endTime()) {
            // The execution is over, so whatever was under way has been cut off.
            visit.state = NodeRunState::Terminated;
            visit.end = facts.endTime();
            visit.waitingFor.clear();
        } else if (activities.contains(visit.node)) {
            visit.waitingFor = facts.retryWait(place);
            visit.state = visit.waitingFor.empty() ? NodeRunState::Running : NodeRunState::Waiting;
        }
    }
}

/// Where the container was when the visit took place inside.
Place around(const Node &container, const std::string &iteration)
{
    if (container.kind != NodeKind::ForEach)
        return {container.id, iteration};
    const std::size_t slash = iteration.rfind('/');
    return {container.id, slash == std::string::npos ? std::string() : iteration.substr(0, slash)};
}

/// What lost lanes were waiting for ended with the container around them.
void endLostLanes(std::vector<NodeVisit> &visits, const WorkflowDefinition &definition)
{
    const FlowIndex index(definition);
    std::map<Place, std::vector<const NodeVisit *>> ended;
    for (const NodeVisit &visit : visits) {
        if (visit.end)
            ended[{visit.node, visit.iteration}].push_back(&visit);
    }
    for (NodeVisit &visit : visits) {
        const Node *node = index.find(visit.node);
        std::string iteration = visit.iteration;
        while (node && node->parent && !visit.end) {
            node = index.find(*node->parent);
            if (!node)
                break;
            const Place place = around(*node, iteration);
            iteration = place.second;
            for (const NodeVisit *container : ended[place]) {
                if (letsLosersGoOn(*node) && container->state == NodeRunState::Completed)
                    continue;
                if (container->start <= visit.start && *container->end >= visit.start) {
                    visit.state = NodeRunState::Terminated;
                    visit.end = container->end;
                    visit.waitingFor.clear();
                    break;
                }
            }
        }
    }
}

int rank(NodeRunState state)
{
    switch (state) {
    case NodeRunState::NotReached:
        return 0;
    case NodeRunState::Completed:
        return 1;
    case NodeRunState::Terminated:
        return 2;
    case NodeRunState::Running:
        return 3;
    case NodeRunState::Waiting:
        return 4;
    case NodeRunState::Failed:
        return 5;
    }
    Q_UNREACHABLE();
}

void sumUp(RunTrace &trace, Instant lastTime)
{
    std::map<Place, NodeRunState> latest;
    for (const NodeVisit &visit : trace.visits) {
        NodeTrace &node = trace.nodes[visit.node];
        ++node.visits;
        node.completed += visit.state == NodeRunState::Completed;
        node.failed += visit.state == NodeRunState::Failed;
        node.attempts += visit.attempts;
        node.busy += std::max(visit.end.value_or(lastTime) - visit.start, Duration::zero());
        latest[{visit.node, visit.iteration}] = visit.state;
        if (!visit.port.empty())
            ++trace.edges[{visit.node, visit.port}];
    }
    for (const auto &[place, state] : latest) {
        NodeTrace &node = trace.nodes[place.first];
        if (rank(state) > rank(node.state))
            node.state = state;
    }
}

/// No flow leaves a node by its undo port; but only that way leads to the steps behind it.
void addUndone(RunTrace &trace, const WorkflowDefinition &definition)
{
    for (const Edge &edge : definition.edges) {
        const auto first = trace.nodes.find(edge.to);
        if (edge.port == "undo" && first != trace.nodes.end() && first->second.visits > 0)
            trace.edges[{edge.from, edge.port}] = first->second.visits;
    }
}

} // namespace

RunTrace traceRun(std::shared_ptr<const WorkflowDefinition> definition, std::span<const HistoryEvent> history,
                  std::shared_ptr<ExpressionEvaluator> evaluator)
{
    RunTrace trace;
    for (const Node &node : definition->nodes)
        trace.nodes[node.id] = {};
    TraceRecorder recorder;
    {
        // The executor goes before the recorder is read: coroutines that it drops make no calls, but hold the
        // pointer.
        OrchestrationExecutor executor(makeInterpreter(definition, std::move(evaluator), &recorder));
        executor.replay(history);
        if (executor.mismatch())
            trace.problem = executor.mismatch()->errorMessage;
    }
    trace.visits = recorder.takeVisits();
    const HistoryFacts facts(history);
    endLostLanes(trace.visits, *definition);
    addFacts(trace.visits, facts, *definition);
    sumUp(trace, facts.lastTime());
    addUndone(trace, *definition);
    return trace;
}

} // namespace perdura
