// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/client/SampleRun.h"

#include <algorithm>

namespace perdura {

SampleRun::SampleRun(const std::string &workflow, const std::string &id, Instant start, Json input,
                     const VersionId &version)
    : m_now(start)
{
    InstanceSummary &summary = m_detail.summary;
    summary.id = InstanceId(id);
    summary.name = workflow;
    summary.version = version;
    summary.status = OrchestrationStatus::Running;
    summary.created = start;
    m_detail.execution = ExecutionId(id + "-1");
    m_detail.input = input;
    add(ExecutionStarted{workflow, version, std::move(input), summary.id, m_detail.execution});
}

HistoryEvent &SampleRun::add(EventData data, SequenceNumber number, Origin origin)
{
    return m_history.emplace_back(HistoryEvent{number, m_now, std::move(origin), std::move(data)});
}

SampleRun &SampleRun::pass(Duration duration)
{
    m_now += duration;
    return *this;
}

NodeVisit *SampleRun::openVisit(const std::string &node, const std::string &iteration)
{
    const auto found = std::find_if(m_visits.rbegin(), m_visits.rend(), [&](const NodeVisit &visit) {
        return visit.node.value == node && visit.iteration == iteration && !visit.end;
    });
    return found == m_visits.rend() ? nullptr : &*found;
}

void SampleRun::enter(const std::string &node, const std::string &iteration)
{
    NodeVisit visit;
    visit.node = NodeId(node);
    visit.iteration = iteration;
    visit.start = m_now;
    m_visits.push_back(std::move(visit));
}

void SampleRun::leave(const std::string &node, const std::string &port, Json output,
                      const std::string &iteration)
{
    if (NodeVisit *visit = openVisit(node, iteration)) {
        visit->end = m_now;
        visit->state = NodeRunState::Completed;
        visit->port = port;
        visit->output = std::move(output);
        visit->waitingFor.clear();
        ++m_edges[{visit->node, port}];
    }
}

void SampleRun::failNode(const std::string &node, const std::string &message, const std::string &iteration)
{
    if (NodeVisit *visit = openVisit(node, iteration)) {
        visit->end = m_now;
        visit->state = NodeRunState::Failed;
        visit->failure = message;
    }
}

void SampleRun::waitFor(const std::string &node, const std::string &words, const std::string &iteration)
{
    if (NodeVisit *visit = openVisit(node, iteration)) {
        visit->state = NodeRunState::Waiting;
        visit->waitingFor = words;
    }
}

void SampleRun::through(const std::string &node, const std::string &port)
{
    enter(node);
    leave(node, port);
}

SequenceNumber SampleRun::schedule(const std::string &node, const std::string &activity, Json input,
                                   int attempt, const std::string &iteration)
{
    if (NodeVisit *visit = openVisit(node, iteration))
        visit->attempts = attempt;
    add(TaskScheduled{activity, std::move(input), attempt}, m_next, {node, iteration});
    return m_next++;
}

void SampleRun::complete(SequenceNumber task, Json result)
{
    add(TaskCompleted{task, std::move(result)});
}

void SampleRun::failTask(SequenceNumber task, const std::string &message)
{
    FailureDetails failure;
    failure.errorType = "HttpStatus";
    failure.errorMessage = message;
    add(TaskFailed{task, failure});
}

SequenceNumber SampleRun::timer(const std::string &node, Duration wait, const std::string &purpose,
                                const std::string &iteration)
{
    add(TimerCreated{m_now + wait, purpose}, m_next, {node, iteration});
    return m_next++;
}

void SampleRun::fire(SequenceNumber timer)
{
    add(TimerFired{timer, m_now});
}

void SampleRun::raise(const std::string &event, Json input)
{
    add(EventRaised{event, std::move(input)});
}

SequenceNumber SampleRun::ask(const std::string &node, HumanTaskRequest request)
{
    m_tasks.push_back({{m_detail.summary.id, m_next}, m_detail.summary.name, {node, {}}, request, m_now});
    ++m_detail.summary.openHumanTasks;
    add(HumanTaskCreated{std::move(request)}, m_next, {node, {}});
    return m_next++;
}

void SampleRun::answer(SequenceNumber task, const std::string &outcome, const std::string &by,
                       const std::string &comment)
{
    std::erase_if(m_tasks, [task](const HumanTaskInfo &open) { return open.id.number == task; });
    --m_detail.summary.openHumanTasks;
    add(HumanTaskAnswered{task, outcome, Json::object(), comment, by});
}

void SampleRun::log(const std::string &level, const std::string &text, const std::string &node)
{
    m_log.push_back({m_now, {node, {}}, level, text});
}

void SampleRun::end(Json output)
{
    m_detail.output = output;
    m_detail.summary.status = OrchestrationStatus::Completed;
    m_detail.summary.completed = m_now;
    add(ExecutionCompleted{OrchestrationStatus::Completed, std::move(output), {}}, m_next++);
}

void SampleRun::fail(const FailureDetails &failure)
{
    m_detail.failure = failure;
    m_detail.summary.status = OrchestrationStatus::Failed;
    m_detail.summary.failureMessage = failure.errorMessage;
    m_detail.summary.completed = m_now;
    add(ExecutionCompleted{OrchestrationStatus::Failed, {}, failure}, m_next++);
}

void SampleRun::terminate(const std::string &reason)
{
    m_detail.summary.status = OrchestrationStatus::Terminated;
    m_detail.summary.failureMessage = reason;
    m_detail.summary.completed = m_now;
    m_detail.summary.openHumanTasks = 0;
    m_tasks.clear();
    for (NodeVisit &visit : m_visits) {
        if (!visit.end) {
            visit.end = m_now;
            visit.state = NodeRunState::Terminated;
        }
    }
    add(ExecutionTerminated{reason});
}

FakeHubClient::Instance SampleRun::instance() const
{
    FakeHubClient::Instance instance{m_detail, m_history, m_log};
    instance.detail.summary.historyLength = int(m_history.size());
    instance.detail.summary.lastUpdated = m_now;
    return instance;
}

RunTrace SampleRun::trace() const
{
    RunTrace trace;
    trace.visits = m_visits;
    std::stable_sort(trace.visits.begin(), trace.visits.end(),
                     [](const NodeVisit &a, const NodeVisit &b) { return a.start < b.start; });
    trace.edges = m_edges;
    for (const NodeVisit &visit : trace.visits) {
        NodeTrace &node = trace.nodes[visit.node];
        ++node.visits;
        node.completed += visit.state == NodeRunState::Completed;
        node.failed += visit.state == NodeRunState::Failed;
        node.attempts += visit.attempts;
        node.busy += visit.end.value_or(m_now) - visit.start;
        const auto rank = [](NodeRunState state) {
            const NodeRunState order[] = {NodeRunState::NotReached, NodeRunState::Terminated,
                                          NodeRunState::Completed,  NodeRunState::Running,
                                          NodeRunState::Waiting,    NodeRunState::Failed};
            return std::find(std::begin(order), std::end(order), state) - std::begin(order);
        };
        if (rank(visit.state) > rank(node.state))
            node.state = visit.state;
    }
    return trace;
}

} // namespace perdura
