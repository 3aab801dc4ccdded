// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "monitor/detail/timeline/TimelineModel.h"

#include <map>
#include <utility>

namespace perdura {

/// Sorts the events of a history into lanes. Used once: add every event in order, then take the lanes.
class LaneBuilder
{
public:
    /// Either may be null; both must outlive the builder.
    LaneBuilder(const WorkflowDefinition *definition, const RunTrace *trace);

    void add(const HistoryEvent &event, int row);
    /// The lanes in order; what is still open when the instance has ended ends at `end` as terminated.
    [[nodiscard]] std::vector<TimelineLane> take(Instant end);

private:
    struct Open
    {
        NodeId node;
        std::size_t span = 0;
        QString title;
    };

    TimelineLane &lane(const NodeId &node);
    void open(const HistoryEvent &event, int row, TimelineSpan span, const QString &title);
    void close(SequenceNumber number, Instant time, TimelineSpan::State state, const QString &text);
    void mark(SequenceNumber number, TimelineMark mark);
    void addTrace();
    void addVisit(const NodeVisit &visit);
    [[nodiscard]] std::vector<TimelineLane> ordered();
    void sortByStart(std::vector<TimelineLane> &lanes) const;
    void appendFlow(const std::optional<NodeId> &container, int depth, std::vector<TimelineLane> &result);
    /// Ends the spans that the history leaves open although their node has been left.
    void closeLeft(TimelineLane &lane, const NodeVisit &visit);
    static void addFailure(TimelineLane &lane, const NodeVisit &visit);
    static void dropGuards(TimelineLane &lane);
    static void splitIterations(TimelineLane &lane);

    const WorkflowDefinition *m_definition;
    const RunTrace *m_trace;
    TimelineLane m_instance;
    std::map<NodeId, TimelineLane> m_lanes;
    std::map<SequenceNumber, Open> m_open;
    std::map<NodeId, std::map<std::string, std::vector<std::size_t>>>
        m_unended;                               // spans by iteration, by begin
    std::map<NodeId, std::size_t> m_firstVisits; // place in the trace, to order what began at the same time
    bool m_ended = false;
};

/// The same axis with this much more room before its begin and after its end.
[[nodiscard]] TimeAxis withAir(const TimeAxis &axis, Duration air);

} // namespace perdura
