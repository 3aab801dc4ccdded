// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FlowIndex.h"
#include "engine/definition/ProblemList.h"

namespace perdura {

/// The part of the validation that looks at how nodes are connected. All must outlive the object.
class FlowChecks
{
public:
    FlowChecks(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems);
    void run();

private:
    void checkNames();
    void checkKinds();
    void checkOperations();
    void checkStart();
    void checkEdges();
    void checkPort(const Node &from, const Edge &edge);
    void checkContainers();
    [[nodiscard]] bool isInScope(const Node &node) const;
    void checkLanes(const Node &container, const std::vector<const Node *> &entries);
    void checkReachability();

    const WorkflowDefinition &m_definition;
    const FlowIndex &m_index;
    ProblemList &m_problems;
};

} // namespace perdura
