// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/ExternalEvents.h"

#include <QString>

#include <algorithm>

namespace perdura {

std::string foldName(const std::string &name)
{
    return QString::fromStdString(name).toCaseFolded().toStdString();
}

ExternalEvents::Channel &ExternalEvents::channel(const std::string &name)
{
    return m_channels[foldName(name)];
}

Task<Json> ExternalEvents::wait(const std::string &name, const Origin &origin, Instant since)
{
    Channel &events = channel(name);
    if (!events.buffered.empty()) {
        Json input = std::move(events.buffered.front().event.input);
        events.buffered.pop_front();
        return Task<Json>::completed(std::move(input));
    }
    events.waiters.push_back({{}, m_waits++, {name, origin, since}});
    return events.waiters.back().source.task();
}

void ExternalEvents::abandon(const Task<Json> &wait)
{
    for (auto &[name, events] : m_channels) {
        const auto waiter =
            std::find_if(events.waiters.begin(), events.waiters.end(), [&wait](const Waiter &other) {
                return other.source.task().state() == wait.state();
            });
        if (waiter != events.waiters.end()) {
            // Dropping the source destroys who still waits, which may come back here: take it out first.
            const TaskSource<Json> dropped = std::move(waiter->source);
            events.waiters.erase(waiter);
            return;
        }
    }
}

void ExternalEvents::raise(const std::string &name, Json input)
{
    Channel &events = channel(name);
    if (events.waiters.empty()) {
        events.buffered.push_back({m_raised++, EventRaised{name, std::move(input)}});
        return;
    }
    TaskSource<Json> newest = std::move(events.waiters.back().source);
    events.waiters.pop_back();
    newest.complete(std::move(input));
}

void ExternalEvents::abandonAll()
{
    // Dropping the sources destroys who still waits, which may come back here: take them out first.
    std::vector<Waiter> dropped;
    for (auto &[name, events] : m_channels) {
        std::ranges::move(events.waiters, std::back_inserter(dropped));
        events.waiters.clear();
    }
}

std::vector<EventRaised> ExternalEvents::takeBuffered()
{
    std::vector<Buffered> all;
    for (auto &[name, events] : m_channels)
        std::ranges::move(std::exchange(events.buffered, {}), std::back_inserter(all));
    std::ranges::sort(all, {}, &Buffered::place);
    std::vector<EventRaised> inOrder;
    for (Buffered &buffered : all)
        inOrder.push_back(std::move(buffered.event));
    return inOrder;
}

std::vector<WaitState::Event> ExternalEvents::openWaits() const
{
    std::vector<const Waiter *> waiters;
    for (const auto &[name, events] : m_channels) {
        for (const Waiter &waiter : events.waiters)
            waiters.push_back(&waiter);
    }
    std::ranges::sort(waiters, {}, &Waiter::place);
    std::vector<WaitState::Event> waits;
    for (const Waiter *waiter : waiters)
        waits.push_back(waiter->wait);
    return waits;
}

} // namespace perdura
