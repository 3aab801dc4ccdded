// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace perdura {

/// Fast answers about a definition that does not change: made once in time proportional to its size. Points
/// into the definition, which must outlive it.
class FlowIndex
{
public:
    explicit FlowIndex(const WorkflowDefinition &definition);

    [[nodiscard]] const Node *find(const NodeId &id) const;
    /// The first node of that name.
    [[nodiscard]] const Node *findByName(const std::string &name) const;
    /// The node that the port leads to; null when the flow ends there.
    [[nodiscard]] const Node *target(const NodeId &from, const std::string &port) const;
    [[nodiscard]] const std::vector<const Edge *> &edgesFrom(const NodeId &id) const;
    /// The nodes of one flow (null: the outermost one), in file order.
    [[nodiscard]] const std::vector<const Node *> &flow(const Node *container) const;
    /// The nodes of a flow that no edge of the flow leads to: where it may begin.
    [[nodiscard]] std::vector<const Node *> entries(const Node *container) const;
    /// Where the flow begins: the Start node outermost, the only entry in a container; null when the drawing
    /// has none or several.
    [[nodiscard]] const Node *entry(const Node *container) const;

private:
    std::unordered_map<std::string_view, const Node *> m_byId;
    std::unordered_map<std::string_view, const Node *> m_byName;
    std::unordered_map<std::string_view, std::vector<const Edge *>> m_edgesFrom;
    std::unordered_map<std::string_view, int> m_edgesTo;
    std::unordered_map<std::string_view, std::vector<const Node *>>
        m_flows; ///< by container id, "" for the outermost
};

} // namespace perdura
