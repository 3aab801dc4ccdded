// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/EventUses.h"

#include <map>
#include <set>
#include <unordered_map>

namespace perdura {

/// What the drawings of a workspace say about events, and which there are, for quick answers. A value that
/// does not change.
class WorkspaceEvents
{
public:
    WorkspaceEvents() = default;
    explicit WorkspaceEvents(const std::vector<EventUses> &drawings);

    /// Someone who raises an event, and for whom.
    struct Raiser
    {
        std::string workflow;
        std::string target; ///< empty: the run tells
        bool operator==(const Raiser &) const = default;
    };

    [[nodiscard]] bool knows(const std::string &workflow) const { return m_waits.contains(workflow); }
    [[nodiscard]] std::set<std::string> workflows() const;
    /// The operations of the entities, by name; all in lower case.
    [[nodiscard]] const std::map<std::string, std::set<std::string>> &entities() const { return m_entities; }
    /// Whether it may wait for that event: says so, or leaves the name to the run.
    [[nodiscard]] bool mayWait(const std::string &workflow, const std::string &event) const;
    /// Whether any workflow may.
    [[nodiscard]] bool mayAnyWait(const std::string &event) const;
    [[nodiscard]] const std::set<std::string> &waitsOf(const std::string &workflow) const;

    /// Those that raise the event; of the name "" those that leave it to the run.
    [[nodiscard]] const std::vector<Raiser> &raisersOf(const std::string &event) const;
    [[nodiscard]] const std::unordered_map<std::string, std::vector<Raiser>> &raises() const
    {
        return m_raises;
    }

    bool operator==(const WorkspaceEvents &) const = default;

private:
    std::unordered_map<std::string, std::set<std::string>> m_waits; ///< by workflow
    std::set<std::string> m_waitsForAny;                            ///< workflows
    std::set<std::string> m_allWaits;
    std::unordered_map<std::string, std::vector<Raiser>> m_raises; ///< by event
    std::map<std::string, std::set<std::string>> m_entities;
};

} // namespace perdura
