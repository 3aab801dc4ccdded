// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ProblemList.h"
#include "engine/definition/WorkspaceEvents.h"

#include <optional>
#include <set>
#include <string>

namespace perdura {

/// The part of the validation that looks whether the workflows, entities and operations that a drawing names
/// are drawn in its workspace. What is not may still have been published once, so each is a warning.
class NameChecks
{
public:
    /// `others`: the other drawings of the workspace. All must outlive the object.
    NameChecks(const WorkflowDefinition &definition, const WorkspaceEvents &others, ProblemList &problems);
    void run();

private:
    void check(const Node &node);
    void checkWorkflow(const Node &node, const std::string &name, std::string field);
    void checkEntity(const Node &node);
    void checkLocked(const Node &node);
    void checkTriggers(const Node &node);
    [[nodiscard]] bool isWorkflow(const std::string &name) const;
    /// By its name in lower case; nothing when there is none.
    [[nodiscard]] std::optional<std::set<std::string>> operationsOf(const std::string &entity) const;
    void addUnknownEntity(const Node &node, const std::string &name, std::string field, std::string proposal);

    const WorkflowDefinition &m_definition;
    const WorkspaceEvents &m_others;
    ProblemList &m_problems;
};

} // namespace perdura
