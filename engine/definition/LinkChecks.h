// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/FieldChecks.h"
#include "engine/definition/FlowIndex.h"

namespace perdura {

/// The part of the validation that compares the fields of a node with other nodes: the ones that expressions
/// name, the ones that ports should lead to. All must outlive the object.
class LinkChecks
{
public:
    LinkChecks(const FlowIndex &index, ProblemList &problems);
    void check(const Node &node, const std::vector<FieldReference> &references);

private:
    void checkReference(const Node &node, const FieldReference &reference);
    void checkTimeout(const Node &node);
    void checkAnswers(const Node &node);

    const FlowIndex &m_index;
    ProblemList &m_problems;
};

} // namespace perdura
