// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/RunTrace.h"
#include "engine/orchestration/HistoryEvent.h"
#include "monitor/detail/timeline/TimeAxis.h"

#include <QString>

#include <memory>
#include <optional>
#include <vector>

namespace perdura {

/// One stretch of a lane: an attempt of an activity, or a wait.
struct TimelineSpan
{
    enum class Kind { Work, Wait, Container };
    enum class State { Running, Waiting, Completed, Failed, Terminated };
    Kind kind = Kind::Work;
    State state = State::Running;
    Instant begin;
    std::optional<Instant> end; ///< unset while it lasts
    int attempt = 0;            ///< 1-based, of work; 0 otherwise
    QString text;               ///< why it waits, or what failed
    int event = -1;             ///< row in the history that began it; -1 when only the trace tells of it
    std::string iteration;
    bool isTimer = false; ///< a wait that a durable timer ends
    bool operator==(const TimelineSpan &) const = default;
};

/// One moment of a lane.
struct TimelineMark
{
    enum class Kind { Event, Timer, Passed, Answer };
    Kind kind = Kind::Event;
    Instant time;
    QString text;
    int event = -1;
    std::string iteration;
    bool operator==(const TimelineMark &) const = default;
};

/// One node (or one iteration of it, or the instance itself), with what happened in it.
struct TimelineLane
{
    NodeId node;           ///< empty for the instance's own lane
    std::string iteration; ///< set on the lanes of single iterations
    QString title;
    QString icon;
    int depth = 0; ///< how many containers it is in
    bool isContainer = false;
    std::vector<TimelineSpan> spans;      ///< by begin
    std::vector<TimelineMark> marks;      ///< by time
    std::vector<TimelineLane> iterations; ///< one lane per iteration when there are several; else empty
    [[nodiscard]] std::optional<Instant> firstMoment() const;
};

/// The two ways to lay out the same range.
struct TimelineAxes
{
    TimeAxis plain; ///< without folds
    TimeAxis folded;
};

/// All that a timeline draws. A value, built off the GUI thread.
struct TimelineModel
{
    TimeSpan range;
    bool isLive = false;             ///< the instance has not ended: what is open lasts until now
    std::vector<TimelineLane> lanes; ///< the instance first, then nodes by container and first start
    TimelineAxes axes;
};

/// The axes of a model as of a later moment, for while nothing new has happened; those of the model when it
/// is not live. Costs as much as its spans are many.
[[nodiscard]] TimelineAxes axesAt(const TimelineModel &model, Instant now);

/// Reads a history (and, where given, the drawing and the trace of its run) into lanes. `now` ends what is
/// still under way. Pure; any thread.
[[nodiscard]] TimelineModel buildTimeline(const History &history, const WorkflowDefinition *definition,
                                          const RunTrace *trace, Instant now);

} // namespace perdura
