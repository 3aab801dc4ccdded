// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/WorkspaceEvents.h"

namespace perdura {

WorkspaceEvents::WorkspaceEvents(const std::vector<EventUses> &drawings)
{
    for (const EventUses &uses : drawings) {
        if (!uses.entity.empty())
            m_entities[uses.entity] = uses.operations;
        if (uses.workflow.empty())
            continue;
        auto &waits = m_waits[uses.workflow];
        for (const EventUses::Wait &wait : uses.waits) {
            waits.insert(wait.event);
            m_allWaits.insert(wait.event);
        }
        if (uses.waitsForAny)
            m_waitsForAny.insert(uses.workflow);
        for (const EventUses::Raise &raise : uses.raises)
            m_raises[raise.event].push_back({uses.workflow, raise.target});
    }
}

std::set<std::string> WorkspaceEvents::workflows() const
{
    std::set<std::string> names;
    for (const auto &[workflow, waits] : m_waits)
        names.insert(workflow);
    return names;
}

bool WorkspaceEvents::mayWait(const std::string &workflow, const std::string &event) const
{
    return m_waitsForAny.contains(workflow) || waitsOf(workflow).contains(event);
}

bool WorkspaceEvents::mayAnyWait(const std::string &event) const
{
    return !m_waitsForAny.empty() || m_allWaits.contains(event);
}

const std::set<std::string> &WorkspaceEvents::waitsOf(const std::string &workflow) const
{
    static const std::set<std::string> none;
    const auto found = m_waits.find(workflow);
    return found == m_waits.end() ? none : found->second;
}

const std::vector<WorkspaceEvents::Raiser> &WorkspaceEvents::raisersOf(const std::string &event) const
{
    static const std::vector<Raiser> none;
    const auto found = m_raises.find(event);
    return found == m_raises.end() ? none : found->second;
}

} // namespace perdura
