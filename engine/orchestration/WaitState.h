// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

namespace perdura {

/// What an orchestrator waits for that leaves no event in its history; kept beside it, so that nobody has to
/// replay the history to tell.
struct WaitState
{
    struct Event
    {
        std::string name = {};
        Origin origin = {};
        Instant since = {};
        bool operator==(const Event &) const = default;
    };
    std::vector<Event> events = {};       ///< external events, in the order of the waits
    std::optional<Instant> returned = {}; ///< when the code came to its end, while tasks of it are open
    bool operator==(const WaitState &) const = default;
    [[nodiscard]] bool isEmpty() const { return events.empty() && !returned; }
};

[[nodiscard]] Json toJson(const WaitState &state);
/// What cannot be read is left out.
[[nodiscard]] WaitState waitStateFromJson(const Json &json);

} // namespace perdura
