// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/TraceRecorder.h"

namespace perdura {

void TraceRecorder::nodeEntered(const NodeId &node, const std::string &iteration, Instant time)
{
    m_latest[{node, iteration}] = m_visits.size();
    NodeVisit visit;
    visit.node = node;
    visit.iteration = iteration;
    visit.start = time;
    m_visits.push_back(std::move(visit));
}

void TraceRecorder::nodeLeft(const NodeId &node, const std::string &iteration, const std::string &port,
                             Instant time, const Json &output)
{
    NodeVisit &visit = current(node, iteration);
    if (visit.state != NodeRunState::Failed)
        visit.state = NodeRunState::Completed;
    visit.end = time;
    visit.port = port;
    visit.output = output;
    visit.waitingFor.clear();
}

void TraceRecorder::nodeWaits(const NodeId &node, const std::string &iteration, const std::string &reason)
{
    NodeVisit &visit = current(node, iteration);
    visit.state = NodeRunState::Waiting;
    visit.waitingFor = reason;
}

void TraceRecorder::nodeFailed(const NodeId &node, const std::string &iteration, Instant time,
                               const FailureDetails &failure)
{
    NodeVisit &visit = current(node, iteration);
    visit.state = NodeRunState::Failed;
    visit.end = time;
    visit.failure = failure.errorMessage;
    visit.waitingFor.clear();
}

NodeVisit &TraceRecorder::current(const NodeId &node, const std::string &iteration)
{
    const auto latest = m_latest.find({node, iteration});
    Q_ASSERT(latest != m_latest.end());
    return m_visits[latest->second];
}

} // namespace perdura
