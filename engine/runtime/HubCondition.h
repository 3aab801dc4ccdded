// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/runtime/HubState.h"

#include <functional>
#include <map>
#include <mutex>
#include <optional>

namespace perdura {

/// Makes one state of what the hub's threads report: it runs while none of them has a fault. Thread-safe.
class HubCondition
{
public:
    /// `changed` is called on whatever thread reports, in the order of the changes; it must not block or
    /// report itself.
    explicit HubCondition(std::function<void(const HubState &)> changed);

    /// From Starting to Running, or to Paused when a fault is there already.
    void begin();
    void end();
    /// A part of the hub stands still for that reason, or works again (nothing).
    void setFault(const void *part, std::optional<Error> fault);

private:
    void setPhase(HubState::Kind phase);
    [[nodiscard]] HubState state() const;
    void tell();

    std::function<void(const HubState &)> m_changed;
    std::mutex m_mutex;
    HubState::Kind m_phase = HubState::Kind::Starting;
    std::map<const void *, Error> m_faults;
    std::optional<HubState> m_told;
};

} // namespace perdura
