// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <memory>
#include <vector>

namespace perdura {

/// Gives up a lane that has lost: what it waits for is dropped, its activities are told to stop, and it takes
/// no further step. Workflows that it has started go on, but nobody hears of them. The same for a step whose
/// time is up. One thread.
class LaneStop
{
public:
    /// A lane within another one is given up with it.
    explicit LaneStop(std::shared_ptr<LaneStop> outer = nullptr, bool isTimeLimit = false)
        : m_outer(std::move(outer))
        , m_isTimeLimit(isTimeLimit)
    {}
    /// It ends a step whose time is up, or one around it does.
    [[nodiscard]] bool isTimeLimit() const { return m_isTimeLimit || (m_outer && m_outer->isTimeLimit()); }

    using OnStop = std::shared_ptr<const std::function<void()>>;
    /// Calls the function at stop(), unless the handle is gone by then.
    [[nodiscard]] OnStop onStop(std::function<void()> function);
    void stop();
    [[nodiscard]] bool isStopped() const { return m_isStopped || (m_outer && m_outer->isStopped()); }

private:
    void add(const OnStop &handle);

    std::shared_ptr<LaneStop> m_outer;
    std::vector<std::weak_ptr<const std::function<void()>>> m_functions;
    bool m_isTimeLimit = false;
    bool m_isStopped = false;
};

} // namespace perdura
