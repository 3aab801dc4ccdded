// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

namespace perdura {

/// A port that an edge is still to leave from.
struct OpenPort
{
    NodeId node;
    std::string port;
    bool operator==(const OpenPort &) const = default;
};

/// A drawing that grows node by node, in the order in which the flow runs.
class FlowDraft
{
public:
    FlowDraft(DefinitionKind kind, std::string name);

    /// Adds a node of that name, or one like it, and leads all that is open to it. Its port "next" is open
    /// then. The reference holds until the next node.
    Node &add(NodeKind kind, const std::string &name);
    /// The same, in a flow or lane of its own.
    Node &addFirst(NodeKind kind, const std::string &name);
    [[nodiscard]] Node &node(const NodeId &id);
    /// Sets a variable after what was there before, in the same node when nothing else is between.
    void setVariable(const std::string &name, Json value);

    /// Whether what is added now can be reached.
    [[nodiscard]] bool isReachable() const { return m_isAtEntry || !m_open.empty(); }
    /// Whether the next node is the first of a container.
    [[nodiscard]] bool isAtEntry() const { return m_isAtEntry; }
    [[nodiscard]] const std::vector<OpenPort> &open() const { return m_open; }
    [[nodiscard]] std::vector<OpenPort> takeOpen();
    void setOpen(std::vector<OpenPort> open);
    void addOpen(const std::vector<OpenPort> &open);
    void connect(const std::vector<OpenPort> &from, const NodeId &to);
    /// The next node is the head of a loop: nothing is put together with what was before.
    void seal() { m_variables.reset(); }
    [[nodiscard]] std::size_t size() const { return m_definition.nodes.size(); }
    [[nodiscard]] NodeId idAt(std::size_t index) const { return m_definition.nodes[index].id; }

    /// What is added from here on is inside the container. Gives the one around.
    [[nodiscard]] std::optional<NodeId> enter(const NodeId &container);
    /// The flow goes on behind the container.
    void leave(const NodeId &container, const std::optional<NodeId> &around);
    [[nodiscard]] bool isOutermost() const { return !m_container; }

    [[nodiscard]] WorkflowDefinition take();
    [[nodiscard]] const WorkflowDefinition &definition() const { return m_definition; }

private:
    WorkflowDefinition m_definition;
    std::optional<NodeId> m_container;
    std::vector<OpenPort> m_open;
    std::optional<NodeId> m_variables; ///< the Set variables node that may take more
    bool m_isAtEntry = false;
};

} // namespace perdura
