// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/LaneBuilder.h"

#include "engine/definition/NodeCatalog.h"
#include "monitor/StatusWords.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Timeline", text);
}

QString text(const std::string &utf8)
{
    return QString::fromStdString(utf8);
}

// Nodes whose spans the history itself tells of; the trace would only repeat them.
bool isToldByHistory(NodeKind kind)
{
    return kind == NodeKind::Activity || kind == NodeKind::Timer || kind == NodeKind::Approval ||
           kind == NodeKind::HttpCall;
}

} // namespace

LaneBuilder::LaneBuilder(const WorkflowDefinition *definition, const RunTrace *trace)
    : m_definition(definition)
    , m_trace(trace)
{
    m_instance.title = tr("Workflow");
    m_instance.isContainer = true;
    m_instance.icon = QStringLiteral("workflow");
}

TimelineLane &LaneBuilder::lane(const NodeId &node)
{
    if (node.isEmpty())
        return m_instance;
    const auto [found, isNew] = m_lanes.try_emplace(node);
    if (isNew) {
        found->second.node = node;
        const Node *drawn = m_definition ? m_definition->find(node) : nullptr;
        found->second.title = drawn ? text(drawn->name) : text(node.value);
        if (drawn) {
            const NodeKindInfo &kind = nodeKindInfo(drawn->kind);
            found->second.icon = kind.icon;
            found->second.isContainer = kind.isContainer;
        }
    }
    return found->second;
}

void LaneBuilder::open(const HistoryEvent &event, int row, TimelineSpan span, const QString &title)
{
    const NodeId node(event.origin.node);
    TimelineLane &to = lane(node);
    span.begin = event.timestamp;
    span.event = row;
    span.iteration = event.origin.iteration;
    m_open[event.eventId] = {node, to.spans.size(), title};
    to.spans.push_back(std::move(span));
}

void LaneBuilder::close(SequenceNumber number, Instant time, TimelineSpan::State state, const QString &why)
{
    const auto found = m_open.find(number);
    if (found == m_open.end())
        return;
    TimelineSpan &span = lane(found->second.node).spans[found->second.span];
    span.end = time;
    span.state = state;
    if (!why.isEmpty())
        span.text = why;
}

void LaneBuilder::mark(SequenceNumber number, TimelineMark mark)
{
    const auto found = m_open.find(number);
    TimelineLane &to = found == m_open.end() ? m_instance : lane(found->second.node);
    if (found != m_open.end())
        mark.iteration = to.spans[found->second.span].iteration;
    to.marks.push_back(std::move(mark));
}

void LaneBuilder::add(const HistoryEvent &event, int row)
{
    using Kind = TimelineSpan::Kind;
    using State = TimelineSpan::State;
    const auto moment = [&](TimelineMark::Kind kind, const QString &words) {
        return TimelineMark{kind, event.timestamp, words, row, {}};
    };
    if (event.as<ExecutionStarted>()) {
        m_instance.spans.push_back(
            {Kind::Container, State::Running, event.timestamp, {}, 0, {}, row, {}, false});
    } else if (const auto *ended = event.as<ExecutionCompleted>()) {
        const bool failed = ended->status == OrchestrationStatus::Failed;
        if (!m_instance.spans.empty()) {
            m_instance.spans.front().end = event.timestamp;
            m_instance.spans.front().state = failed ? State::Failed : State::Completed;
            m_instance.spans.front().text = ended->failure ? text(ended->failure->errorMessage) : QString();
        }
        m_ended = true;
    } else if (const auto *terminated = event.as<ExecutionTerminated>()) {
        if (!m_instance.spans.empty()) {
            m_instance.spans.front().end = event.timestamp;
            m_instance.spans.front().state = State::Terminated;
            m_instance.spans.front().text = text(terminated->reason);
        }
        m_ended = true;
    } else if (const auto *task = event.as<TaskScheduled>()) {
        TimelineSpan span;
        span.attempt = task->attempt;
        open(event, row, span, text(task->name));
    } else if (const auto *completed = event.as<TaskCompleted>()) {
        close(completed->taskId, event.timestamp, State::Completed, {});
    } else if (const auto *failed = event.as<TaskFailed>()) {
        close(failed->taskId, event.timestamp, State::Failed, text(failed->failure.errorMessage));
    } else if (const auto *timer = event.as<TimerCreated>()) {
        TimelineSpan span;
        span.kind = Kind::Wait;
        span.state = State::Waiting;
        span.text = text(timer->purpose);
        span.isTimer = true;
        open(event, row, span, span.text);
    } else if (const auto *fired = event.as<TimerFired>()) {
        close(fired->timerId, event.timestamp, State::Completed, {});
        mark(fired->timerId, moment(TimelineMark::Kind::Timer, tr("Timer fired")));
    } else if (const auto *raised = event.as<EventRaised>()) {
        m_instance.marks.push_back(
            moment(TimelineMark::Kind::Event, tr("Event “%1”").arg(text(raised->name))));
    } else if (const auto *human = event.as<HumanTaskCreated>()) {
        TimelineSpan span;
        span.kind = Kind::Wait;
        span.state = State::Waiting;
        const std::string &who = human->request.asked();
        span.text =
            who.empty() ? tr("Waits for an answer") : tr("Waits for an answer from %1").arg(text(who));
        open(event, row, span, text(human->request.title));
    } else if (const auto *answer = event.as<HumanTaskAnswered>()) {
        close(answer->taskId, event.timestamp, State::Completed, {});
        const QString words = answer->answeredBy.empty()
                                  ? text(answer->outcome)
                                  : tr("%1, by %2").arg(text(answer->outcome), text(answer->answeredBy));
        mark(answer->taskId, moment(TimelineMark::Kind::Answer, words));
    }
}

void LaneBuilder::addTrace()
{
    if (!m_trace || !m_definition)
        return;
    for (const auto &[node, lane] : m_lanes) {
        for (std::size_t i = 0; i < lane.spans.size(); ++i) {
            if (!lane.spans[i].end)
                m_unended[node][lane.spans[i].iteration].push_back(i);
        }
    }
    for (std::size_t i = 0; i < m_trace->visits.size(); ++i) {
        m_firstVisits.try_emplace(m_trace->visits[i].node, i);
        addVisit(m_trace->visits[i]);
    }
}

void LaneBuilder::closeLeft(TimelineLane &lane, const NodeVisit &visit)
{
    const auto found = m_unended.find(visit.node);
    if (!visit.end || found == m_unended.end())
        return;
    const auto state = visit.state == NodeRunState::Terminated ? TimelineSpan::State::Terminated
                                                               : TimelineSpan::State::Completed;
    for (const std::size_t index : found->second[visit.iteration]) {
        TimelineSpan &span = lane.spans[index];
        if (!span.end && span.begin >= visit.start && span.begin <= *visit.end) {
            span.end = visit.end;
            span.state = state;
        }
    }
}

/// Of a failure that no event tells of, such as that of an expression: a moment that failed.
void LaneBuilder::addFailure(TimelineLane &lane, const NodeVisit &visit)
{
    if (visit.state != NodeRunState::Failed || !visit.end)
        return;
    const auto tells = [&visit](const TimelineSpan &span) {
        return span.state == TimelineSpan::State::Failed && span.iteration == visit.iteration &&
               span.begin >= visit.start && span.begin <= *visit.end;
    };
    if (std::any_of(lane.spans.begin(), lane.spans.end(), tells))
        return;
    TimelineSpan span;
    span.state = TimelineSpan::State::Failed;
    span.begin = *visit.end;
    span.end = visit.end;
    span.text = text(visit.failure);
    span.iteration = visit.iteration;
    lane.spans.push_back(std::move(span));
}

void LaneBuilder::addVisit(const NodeVisit &visit)
{
    const Node *node = m_definition->find(visit.node);
    if (!node)
        return;
    TimelineLane &to = lane(visit.node);
    if (isToldByHistory(node->kind)) {
        closeLeft(to, visit);
        addFailure(to, visit);
        return;
    }
    if (visit.end && *visit.end == visit.start && !nodeKindInfo(node->kind).isContainer) {
        if (visit.state == NodeRunState::Failed)
            return addFailure(to, visit);
        to.marks.push_back({TimelineMark::Kind::Passed, visit.start, text(visit.port), -1, visit.iteration});
        return;
    }
    using State = TimelineSpan::State;
    TimelineSpan span;
    span.kind =
        nodeKindInfo(node->kind).isContainer ? TimelineSpan::Kind::Container : TimelineSpan::Kind::Wait;
    span.begin = visit.start;
    span.end = visit.end;
    span.iteration = visit.iteration;
    switch (visit.state) {
    case NodeRunState::NotReached:
    case NodeRunState::Running:
        span.state = State::Running;
        break;
    case NodeRunState::Waiting:
        span.state = State::Waiting;
        break;
    case NodeRunState::Completed:
        span.state = State::Completed;
        break;
    case NodeRunState::Failed:
        span.state = State::Failed;
        break;
    case NodeRunState::Terminated:
        span.state = State::Terminated;
        break;
    }
    span.text = !visit.failure.empty() ? text(visit.failure) : text(visit.waitingFor);
    if (node->kind == NodeKind::WaitForEvent) {
        if (span.text.isEmpty())
            span.text = tr("Waited for an event");
        if (visit.end && visit.state == NodeRunState::Completed)
            to.marks.push_back(
                {TimelineMark::Kind::Event, *visit.end, tr("Event received"), -1, visit.iteration});
    }
    to.spans.push_back(std::move(span));
}

std::vector<TimelineLane> LaneBuilder::take(Instant end)
{
    addTrace();
    const auto finish = [&](TimelineLane &lane) {
        std::stable_sort(lane.spans.begin(), lane.spans.end(), [](const auto &a, const auto &b) {
            return a.begin != b.begin ? a.begin < b.begin : !a.isTimer && b.isTimer;
        });
        dropGuards(lane);
        std::stable_sort(lane.marks.begin(), lane.marks.end(),
                         [](const auto &a, const auto &b) { return a.time < b.time; });
        for (TimelineSpan &span : lane.spans) {
            if (m_ended && !span.end) {
                span.end = end;
                span.state = TimelineSpan::State::Terminated;
            }
        }
        splitIterations(lane);
    };
    finish(m_instance);
    for (auto &[node, lane] : m_lanes)
        finish(lane);
    return ordered();
}

// A timer that only guards another wait (a time limit) needs no line of its own; its diamond stays.
void LaneBuilder::dropGuards(TimelineLane &lane)
{
    std::map<std::string, Instant> waitsUntil;
    std::erase_if(lane.spans, [&](const TimelineSpan &span) {
        if (span.kind != TimelineSpan::Kind::Wait)
            return false;
        if (!span.isTimer) {
            waitsUntil[span.iteration] = span.end.value_or(Instant::max());
            return false;
        }
        const auto found = waitsUntil.find(span.iteration);
        return found != waitsUntil.end() && span.begin <= found->second;
    });
}

void LaneBuilder::splitIterations(TimelineLane &lane)
{
    std::map<std::string, TimelineLane> parts;
    const auto part = [&](const std::string &iteration) -> TimelineLane & {
        TimelineLane &found = parts[iteration];
        found.node = lane.node;
        found.iteration = iteration;
        return found;
    };
    for (const TimelineSpan &span : lane.spans)
        part(span.iteration).spans.push_back(span);
    for (const TimelineMark &mark : lane.marks)
        part(mark.iteration).marks.push_back(mark);
    if (parts.size() < 2)
        return;
    for (auto &[iteration, found] : parts) {
        found.title = tr("Item %1").arg(itemNumber(iteration));
        lane.iterations.push_back(std::move(found));
    }
    std::stable_sort(
        lane.iterations.begin(), lane.iterations.end(), [](const TimelineLane &a, const TimelineLane &b) {
            return a.iteration.size() != b.iteration.size() ? a.iteration.size() < b.iteration.size()
                                                            : a.iteration < b.iteration;
        });
}

std::vector<TimelineLane> LaneBuilder::ordered()
{
    std::vector<TimelineLane> result;
    result.push_back(std::move(m_instance));
    appendFlow(std::nullopt, 0, result);
    // What the drawing does not know (no drawing, or not this one) comes last.
    std::vector<TimelineLane> rest;
    for (auto &[node, lane] : m_lanes)
        rest.push_back(std::move(lane));
    sortByStart(rest);
    std::move(rest.begin(), rest.end(), std::back_inserter(result));
    return result;
}

void LaneBuilder::sortByStart(std::vector<TimelineLane> &lanes) const
{
    const auto key = [this](const TimelineLane &lane) {
        const auto visit = m_firstVisits.find(lane.node);
        return std::pair(lane.firstMoment(),
                         visit == m_firstVisits.end() ? m_firstVisits.size() : visit->second);
    };
    std::stable_sort(lanes.begin(), lanes.end(),
                     [&](const TimelineLane &a, const TimelineLane &b) { return key(a) < key(b); });
}

void LaneBuilder::appendFlow(const std::optional<NodeId> &container, int depth,
                             std::vector<TimelineLane> &result)
{
    if (!m_definition)
        return;
    std::vector<TimelineLane> lanes;
    for (const Node *node : m_definition->flow(container)) {
        auto found = m_lanes.extract(node->id);
        if (!found.empty())
            lanes.push_back(std::move(found.mapped()));
    }
    sortByStart(lanes);
    for (TimelineLane &lane : lanes) {
        const NodeId id = lane.node;
        const bool isContainer = lane.isContainer;
        lane.depth = depth;
        result.push_back(std::move(lane));
        if (isContainer)
            appendFlow(id, depth + 1, result);
    }
}

TimeAxis withAir(const TimeAxis &axis, Duration air)
{
    const TimeSpan range = axis.range();
    return axis.extended({range.begin - air, range.end + air});
}

} // namespace perdura
