// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ProblemList.h"
#include "engine/definition/WorkspaceEvents.h"

namespace perdura {

/// The part of the validation that compares a drawing with the others of its workspace: whether the events
/// that it waits for are raised, and those that it raises waited for. Events also come from outside, so what
/// nothing raises is a hint; only what contradicts another drawing is a warning.
class EventChecks
{
public:
    /// `others`: the other drawings of the workspace. All must outlive the object.
    EventChecks(const WorkflowDefinition &definition, const WorkspaceEvents &others, ProblemList &problems);
    void run();

private:
    void checkWait(const EventUses::Wait &wait);
    void checkRaise(const EventUses::Raise &raise);
    void add(Problem::Severity severity, const char *code, const NodeId &node, QString message,
             std::string field, std::string proposal = {});

    [[nodiscard]] bool isRaisedHere(const std::string &event) const;
    /// Events that are raised where this workflow could get them, and that nobody waits for.
    [[nodiscard]] std::vector<std::string> lostEvents() const;
    [[nodiscard]] bool mayWait(const std::string &workflow, const std::string &event) const;
    /// The workflow that gets the event in this one's stead, and does not wait for it; empty: none.
    [[nodiscard]] std::string wrongTargetOf(const std::string &event) const;

    const WorkflowDefinition &m_definition;
    const WorkspaceEvents &m_others;
    ProblemList &m_problems;
    EventUses m_uses;
    WorkspaceEvents m_own; ///< of m_uses
    std::vector<std::string> m_lost;
};

} // namespace perdura
