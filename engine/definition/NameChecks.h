// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ProblemList.h"
#include "engine/definition/WorkspaceEvents.h"

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
    void addUnknownEntity(const Node &node, const std::string &name, std::string field, std::string proposal);

    const WorkflowDefinition &m_definition;
    const WorkspaceEvents &m_others;
    ProblemList &m_problems;
    std::set<std::string> m_workflows;
    std::map<std::string, std::set<std::string>> m_entities; ///< with their operations; in lower case
};

} // namespace perdura
