// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/core/CronSchedule.h"
#include "engine/definition/NodeCatalog.h"
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

/// In the time zone that the schedule means.
Instant nextOf(const std::string &cron, const FieldValues &fields, Instant now)
{
    const auto schedule = CronSchedule::parse(cron, fields.text("timeZone"));
    if (!schedule)
        FieldValues::refuse("cron", schedule.error().message.toStdString());
    const auto next = schedule->next(now);
    if (!next)
        FieldValues::refuse("cron", shortText(cron) + " has no next time; no day fits it.");
    return *next;
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
    if (const std::string cron = fields.text("cron"); !cron.empty()) {
        const Instant next = nextOf(cron, fields, now);
        return {next, "Wait until " + instantWords(next)};
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
    LaneStop::OnStop onStop;
    if (scope->laneStop())
        onStop = scope->laneStop()->onStop([timer] { timer.cancel(); });
    co_await timer.task;
    run->countWait();
    co_return Step{"next", std::move(last)};
}

namespace {

/// The events that the node waits for: one, or several of which the first ends the wait.
std::vector<std::string> eventsOf(const FieldValues &fields)
{
    std::vector<std::string> events{fields.text("event")};
    if (events.front().empty())
        FieldValues::refuse("event", "the event has no name.");
    const Json others = fields.value("others");
    if (!others.is_array())
        return events;
    for (const Json &other : others) {
        if (other.is_string() && !other.get_ref<const std::string &>().empty() &&
            std::ranges::find(events, other.get<std::string>()) == events.end())
            events.push_back(other.get<std::string>());
    }
    return events;
}

std::string words(const std::vector<std::string> &events)
{
    std::string text = events.front();
    for (std::size_t i = 1; i < events.size(); ++i)
        text += " or " + events[i];
    return text;
}

/// What an event node waits for.
struct EventWait
{
    std::vector<Task<Json>> events;
    std::optional<TimerTask> timer;

    /// But for the event that has won.
    void giveUp(OrchestrationContext &context, std::optional<std::size_t> winner) const
    {
        for (std::size_t i = 0; i < events.size(); ++i) {
            if (i != winner)
                context.abandonWait(events[i]);
        }
        if (timer)
            timer->cancel();
    }
    [[nodiscard]] std::vector<TaskBase> tasks() const
    {
        std::vector<TaskBase> tasks(events.begin(), events.end());
        if (timer)
            tasks.push_back(timer->task);
        return tasks;
    }
};

} // namespace

Task<Step> eventStep(RunPtr run, ScopePtr scope, const Node &node)
{
    OrchestrationContext &context = run->context();
    const FieldValues fields = run->fields(node, *scope);
    const std::vector<std::string> names = eventsOf(fields);
    const std::optional<Duration> timeout = fields.duration("timeout");
    const Origin origin = InterpreterRun::originOf(node, *scope);
    EventWait wait;
    for (const std::string &name : names)
        wait.events.push_back(context.waitForEvent(name, origin));
    run->reportWait(node, *scope, "event " + words(names));
    // An event that came early is taken at once and needs no timer.
    const bool isThere =
        std::ranges::any_of(wait.events, [](const Task<Json> &event) { return event.isCompleted(); });
    if (timeout && !isThere)
        wait.timer =
            context.createTimer(context.now() + *timeout, "Time-out of the wait for " + words(names), origin);
    LaneStop::OnStop onStop;
    if (scope->laneStop())
        onStop = scope->laneStop()->onStop([wait, &context] { wait.giveUp(context, std::nullopt); });
    const Task<std::size_t> race = whenAny(wait.tasks());
    const std::size_t winner = co_await race;
    run->countWait();
    if (winner == names.size()) {
        wait.giveUp(context, std::nullopt);
        co_return Step{"timeout", nullptr};
    }
    wait.giveUp(context, winner);
    const Task<Json> event = wait.events[winner];
    Json payload = co_await event;
    co_return Step{names.size() == 1 ? "next" : names[winner], std::move(payload)};
}

} // namespace perdura
