// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/timeline/TimelineModel.h"

#include "monitor/detail/timeline/LaneBuilder.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

std::optional<Instant> TimelineLane::firstMoment() const
{
    std::optional<Instant> first;
    if (!spans.empty())
        first = spans.front().begin;
    if (!marks.empty() && (!first || marks.front().time < *first))
        first = marks.front().time;
    return first;
}

namespace {

History::const_iterator endOf(const History &history)
{
    return std::find_if(history.begin(), history.end(), [](const HistoryEvent &event) {
        return event.as<ExecutionCompleted>() || event.as<ExecutionTerminated>();
    });
}

TimeSpan rangeOf(const History &history, Instant now)
{
    if (history.empty())
        return {now, now + std::chrono::seconds(1)};
    const auto ended = endOf(history);
    const Instant begin = history.front().timestamp;
    Instant end = ended != history.end() ? std::max(ended->timestamp, history.back().timestamp)
                                         : std::max(now, history.back().timestamp);
    return {begin, std::max(end, begin + std::chrono::milliseconds(1))};
}

// What matters for folding: work fills its time, everything else is a moment.
void collect(const std::vector<TimelineLane> &lanes, const TimeSpan &range, std::vector<TimeSpan> &busy,
             std::vector<Instant> &moments)
{
    for (const TimelineLane &lane : lanes) {
        for (const TimelineSpan &span : lane.spans) {
            const Instant end = span.end.value_or(range.end);
            if (span.kind == TimelineSpan::Kind::Work) {
                busy.push_back({span.begin, end});
            } else {
                moments.push_back(span.begin);
                moments.push_back(end);
            }
        }
        for (const TimelineMark &mark : lane.marks)
            moments.push_back(mark.time);
    }
}

TimelineAxes axesOf(const std::vector<TimelineLane> &lanes, const TimeSpan &range)
{
    std::vector<TimeSpan> busy;
    std::vector<Instant> moments;
    collect(lanes, range, busy, moments);
    // Air on both sides, so that marks at the very ends can be seen.
    const auto airy = [](const TimeAxis &axis) {
        return withAir(axis, Duration(std::max<qint64>(1000, qint64(axis.length() / 40))));
    };
    return {airy(TimeAxis(range)), airy(foldIdle(range, std::move(busy), moments))};
}

} // namespace

TimelineAxes axesAt(const TimelineModel &model, Instant now)
{
    return model.isLive && now > model.range.end ? axesOf(model.lanes, {model.range.begin, now}) : model.axes;
}

TimelineModel buildTimeline(const History &history, const WorkflowDefinition *definition,
                            const RunTrace *trace, Instant now)
{
    TimelineModel model;
    model.range = rangeOf(history, now);
    model.isLive = !history.empty() && endOf(history) == history.end();
    LaneBuilder builder(definition, trace);
    for (int row = 0; row < int(history.size()); ++row)
        builder.add(history[std::size_t(row)], row);
    model.lanes = builder.take(model.range.end);
    model.axes = axesOf(model.lanes, model.range);
    return model;
}

} // namespace perdura
