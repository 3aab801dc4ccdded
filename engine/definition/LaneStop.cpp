// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/LaneStop.h"

#include <utility>

namespace perdura {

LaneStop::OnStop LaneStop::onStop(std::function<void()> function)
{
    auto handle = std::make_shared<const std::function<void()>>(std::move(function));
    add(handle);
    return handle;
}

void LaneStop::add(const OnStop &handle)
{
    std::erase_if(m_functions, [](const auto &function) { return function.expired(); });
    m_functions.push_back(handle);
    if (m_outer)
        m_outer->add(handle);
}

void LaneStop::stop()
{
    m_isStopped = true;
    for (const auto &function : std::exchange(m_functions, {})) {
        // Held while it runs, for it may destroy the code that keeps the handle.
        if (const OnStop handle = function.lock())
            (*handle)();
    }
}

} // namespace perdura
