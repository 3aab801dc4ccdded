// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSteps.h"

namespace perdura {

namespace {

/// As the person wrote it, which says more than the number of units it comes to.
std::string durationWords(const Json &evaluated, Duration duration)
{
    return evaluated.is_string() ? evaluated.get<std::string>() : describeDuration(duration).toStdString();
}

/// To the second and in UTC: histories are read in many places.
std::string instantWords(Instant instant)
{
    const std::string iso = toIso(instant);
    return iso.substr(0, 10) + ' ' + iso.substr(11, 8) + " UTC";
}

struct Due
{
    Instant time;
    std::string purpose;
};

Due dueOf(const FieldValues &fields, Instant now)
{
    const Json duration = fields.value("duration");
    if (!duration.is_null() && duration != "") {
        const Duration span = FieldValues::toDuration(duration, "duration");
        return {now + span, "Wait " + durationWords(duration, span)};
    }
    const Json until = fields.value("until");
    if (until.is_null() || until == "")
        FieldValues::refuse("duration", "no time is set; set a duration or a point in time.");
    const auto instant = until.is_string() ? instantFromIso(until.get_ref<const std::string &>())
                                           : Result<Instant>(fail(ErrorCode::InvalidArgument, {}));
    if (!instant)
        FieldValues::refuse("until", shortText(until) +
                                         " is not a point in time; write it like 2026-11-22T08:30:00Z.");
    return {*instant, "Wait until " + instantWords(*instant)};
}

} // namespace

Task<Step> timerStep(RunPtr run, ScopePtr scope, const Node &node, Json last)
{
    OrchestrationContext &context = run->context();
    const Due due = dueOf(run->fields(node, *scope), context.now());
    const TimerTask timer =
        context.createTimer(due.time, due.purpose, InterpreterRun::originOf(node, *scope));
    run->reportWait(node, *scope, "until " + instantWords(due.time));
    co_await timer.task;
    run->countWait();
    co_return Step{"next", std::move(last)};
}

Task<Step> eventStep(RunPtr run, ScopePtr scope, const Node &node)
{
    OrchestrationContext &context = run->context();
    const FieldValues fields = run->fields(node, *scope);
    const std::string name = fields.text("event");
    if (name.empty())
        FieldValues::refuse("event", "the event has no name.");
    const std::optional<Duration> timeout = fields.duration("timeout");
    const Origin origin = InterpreterRun::originOf(node, *scope);
    const Task<Json> event = context.waitForEvent(name, origin);
    run->reportWait(node, *scope, "event " + name);
    // An event that came early is taken at once and needs no timer.
    if (timeout && !event.isCompleted()) {
        const TimerTask timer =
            context.createTimer(context.now() + *timeout, "Time-out of the wait for " + name, origin);
        const Task<std::size_t> race = whenAny(event, timer.task);
        const std::size_t winner = co_await race;
        if (winner == 1) {
            context.abandonWait(event);
            run->countWait();
            co_return Step{"timeout", nullptr};
        }
        timer.cancel();
    }
    Json payload = co_await event;
    run->countWait();
    co_return Step{"next", std::move(payload)};
}

} // namespace perdura
