// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/HubCondition.h"

#include <QCoreApplication>

namespace perdura {

HubCondition::HubCondition(std::function<void(const HubState &)> changed)
    : m_changed(std::move(changed))
{
    const std::lock_guard lock(m_mutex);
    tell();
}

void HubCondition::begin()
{
    setPhase(HubState::Kind::Running);
}

void HubCondition::end()
{
    setPhase(HubState::Kind::Stopped);
}

void HubCondition::setPhase(HubState::Kind phase)
{
    const std::lock_guard lock(m_mutex);
    m_phase = phase;
    tell();
}

void HubCondition::setFault(const void *part, std::optional<Error> fault)
{
    const std::lock_guard lock(m_mutex);
    if (fault)
        m_faults.insert_or_assign(part, std::move(*fault));
    else
        m_faults.erase(part);
    tell();
}

HubState HubCondition::state() const
{
    if (m_phase != HubState::Kind::Running || m_faults.empty())
        return {m_phase, {}};
    return {HubState::Kind::Paused,
            QCoreApplication::translate("perdura::Hub", "Paused: %1 The hub carries on by itself then.")
                .arg(m_faults.begin()->second.message)};
}

// Under the lock, so that nobody hears the states in another order.
void HubCondition::tell()
{
    const HubState now = state();
    if (now == m_told)
        return;
    m_told = now;
    if (m_changed)
        m_changed(now);
}

} // namespace perdura
