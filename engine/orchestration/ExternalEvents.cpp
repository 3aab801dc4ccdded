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

Task<Json> ExternalEvents::wait(const std::string &name)
{
    Channel &events = channel(name);
    if (!events.buffered.empty()) {
        Json input = std::move(events.buffered.front());
        events.buffered.pop_front();
        return Task<Json>::completed(std::move(input));
    }
    return events.waiters.emplace_back().task();
}

void ExternalEvents::abandon(const Task<Json> &wait)
{
    for (auto &[name, events] : m_channels) {
        const auto waiter = std::find_if(
            events.waiters.begin(), events.waiters.end(),
            [&wait](const TaskSource<Json> &source) { return source.task().state() == wait.state(); });
        if (waiter != events.waiters.end()) {
            // Dropping the source destroys who still waits, which may come back here: take it out first.
            const TaskSource<Json> dropped = std::move(*waiter);
            events.waiters.erase(waiter);
            return;
        }
    }
}

void ExternalEvents::raise(const std::string &name, Json input)
{
    Channel &events = channel(name);
    if (events.waiters.empty()) {
        events.buffered.push_back(std::move(input));
        return;
    }
    TaskSource<Json> newest = std::move(events.waiters.back());
    events.waiters.pop_back();
    newest.complete(std::move(input));
}

} // namespace perdura
