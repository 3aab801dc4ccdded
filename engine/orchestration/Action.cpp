// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/Action.h"

namespace perdura {

namespace {

EventData toData(ScheduleTask data)
{
    return TaskScheduled{std::move(data.name), std::move(data.input), data.attempt, data.timeout,
                         std::move(data.secrets)};
}

EventData toData(CreateTimer data)
{
    return TimerCreated{data.fireAt, std::move(data.purpose)};
}

EventData toData(CreateHumanTask data)
{
    return HumanTaskCreated{std::move(data.request)};
}

EventData toData(CompleteExecution data)
{
    return ExecutionCompleted{data.status, std::move(data.result), std::move(data.failure)};
}

template <typename Event>
EventData toData(Event data)
{
    return data;
}

} // namespace

HistoryEvent toEvent(Action action, Instant timestamp)
{
    HistoryEvent event{.eventId = action.id, .timestamp = timestamp, .origin = std::move(action.origin)};
    event.data = std::visit([](auto &&data) { return toData(std::move(data)); }, std::move(action.data));
    return event;
}

bool TurnResult::isFinished() const
{
    return !actions.empty() && (std::holds_alternative<CompleteExecution>(actions.back().data) ||
                                std::holds_alternative<ContinuedAsNew>(actions.back().data));
}

const ContinuedAsNew *TurnResult::continuation() const
{
    return actions.empty() ? nullptr : std::get_if<ContinuedAsNew>(&actions.back().data);
}

} // namespace perdura
