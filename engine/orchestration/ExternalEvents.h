// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/orchestration/Task.h"

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
    [[nodiscard]] Task<Json> wait(const std::string &name);
    /// Takes the waiter of that task away, if it still waits.
    void abandon(const Task<Json> &wait);
    void raise(const std::string &name, Json input);

private:
    struct Channel
    {
        std::vector<TaskSource<Json>> waiters;
        std::deque<Json> buffered;
    };
    Channel &channel(const std::string &name);

    std::unordered_map<std::string, Channel> m_channels; ///< by folded name
};

/// The form in which names that people type are compared: Unicode case folding.
[[nodiscard]] std::string foldName(const std::string &name);

} // namespace perdura
