// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/LiveTrace.h"

#include <algorithm>

namespace perdura {

namespace {

/// Up to which a trace counts visits that are under way.
Instant lastTime(const History &history)
{
    Instant last = Instant::min();
    for (const HistoryEvent &event : history)
        last = std::max(last, event.timestamp);
    return last;
}

} // namespace

std::optional<RunTrace> traceAt(const RunReading &reading, Instant now)
{
    if (!reading.trace)
        return std::nullopt;
    RunTrace trace;
    trace.nodes = reading.trace->nodes;
    trace.edges = reading.trace->edges;
    trace.problem = reading.trace->problem;
    if (!reading.timeline.isLive)
        return trace;
    const Instant counted = lastTime(*reading.history);
    for (const NodeVisit &visit : reading.trace->visits) {
        const Instant since = std::max(counted, visit.start);
        if (!visit.end && now > since)
            trace.nodes[visit.node].busy += now - since;
    }
    return trace;
}

} // namespace perdura
