// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"
#include "engine/orchestration/Task.h"
#include "engine/orchestration/WaitState.h"

#include <deque>
#include <string>
#include <unordered_map>
#include <vector>

namespace perdura {

/// The external events of one execution: who waits for which name, and what came before anybody waited.
/// Names compare case-insensitively. An event goes to the newest waiter, so that waits which lost a race do
/// not swallow it; without a waiter it is kept, and handed out first in, first out.
class ExternalEvents
{
public:
    /// Origin and time are for explanations only.
    [[nodiscard]] Task<Json> wait(const std::string &name, const Origin &origin = {}, Instant since = {});
    /// Takes the waiter of that task away, if it still waits.
    void abandon(const Task<Json> &wait);
    void raise(const std::string &name, Json input);
    /// Nobody waits any more: what comes from now on is kept.
    void abandonAll();
    /// The events that nobody took, in the order in which they came; none is left here.
    [[nodiscard]] std::vector<EventRaised> takeBuffered();
    /// The waits that are open, in their order.
    [[nodiscard]] std::vector<WaitState::Event> openWaits() const;

private:
    struct Buffered
    {
        std::uint64_t place = 0; ///< among the events of all names
        EventRaised event;
    };
    struct Waiter
    {
        TaskSource<Json> source;
        std::uint64_t place = 0; ///< among the waits of all names
        WaitState::Event wait;
    };
    struct Channel
    {
        std::vector<Waiter> waiters;
        std::deque<Buffered> buffered;
    };
    Channel &channel(const std::string &name);

    std::unordered_map<std::string, Channel> m_channels; ///< by folded name
    std::uint64_t m_raised = 0;
    std::uint64_t m_waits = 0;
};

/// The form in which names that people type are compared: Unicode case folding.
[[nodiscard]] std::string foldName(const std::string &name);

} // namespace perdura
