// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/FlowDraft.h"

#include "engine/definition/FreshNames.h"
#include "engine/definition/NodeCatalog.h"

#include <algorithm>

namespace perdura {

namespace {

constexpr std::size_t maxListedNames = 3;

} // namespace

FlowDraft::FlowDraft(DefinitionKind kind, std::string name)
{
    m_definition.kind = kind;
    m_definition.name = std::move(name);
}

Node &FlowDraft::addFirst(NodeKind kind, const std::string &name)
{
    Node node;
    node.id = freeId(m_definition, kind);
    node.kind = kind;
    node.name = freeName(m_definition, name);
    node.parent = m_container;
    m_definition.nodes.push_back(std::move(node));
    m_isAtEntry = false;
    m_variables.reset();
    m_open = {{m_definition.nodes.back().id, "next"}};
    return m_definition.nodes.back();
}

Node &FlowDraft::add(NodeKind kind, const std::string &name)
{
    const std::vector<OpenPort> open = takeOpen();
    Node &node = addFirst(kind, name);
    connect(open, node.id);
    return node;
}

Node &FlowDraft::node(const NodeId &id)
{
    return *std::ranges::find(m_definition.nodes, id, &Node::id);
}

void FlowDraft::setVariable(const std::string &name, Json value)
{
    if (m_variables && m_open == std::vector<OpenPort>{{*m_variables, "next"}}) {
        Node &variables = node(*m_variables);
        if (Json &set = variables.fields["variables"]; !set.contains(name)) {
            set[name] = std::move(value);
            std::string title = variables.name + ", " + name;
            if (set.size() > maxListedNames)
                title = "Set " + std::to_string(set.size()) + " variables";
            variables.name.clear();
            variables.name = freeName(m_definition, title);
            return;
        }
    }
    Node &variables = add(NodeKind::SetVariables, "Set " + name);
    variables.fields["variables"] = Json::object();
    variables.fields["variables"][name] = std::move(value);
    m_variables = variables.id;
}

std::vector<OpenPort> FlowDraft::takeOpen()
{
    return std::exchange(m_open, {});
}

void FlowDraft::setOpen(std::vector<OpenPort> open)
{
    m_open = std::move(open);
    seal();
}

void FlowDraft::addOpen(const std::vector<OpenPort> &open)
{
    m_open.insert(m_open.end(), open.begin(), open.end());
    seal();
}

void FlowDraft::connect(const std::vector<OpenPort> &from, const NodeId &to)
{
    for (const OpenPort &port : from)
        m_definition.edges.push_back({port.node, port.port, to});
}

std::optional<NodeId> FlowDraft::enter(const NodeId &container)
{
    setOpen({});
    m_isAtEntry = true;
    return std::exchange(m_container, container);
}

void FlowDraft::leave(const NodeId &container, const std::optional<NodeId> &around)
{
    m_container = around;
    m_isAtEntry = false;
    setOpen({{container, "next"}});
}

WorkflowDefinition FlowDraft::take()
{
    std::ranges::sort(m_definition.edges);
    return std::move(m_definition);
}

} // namespace perdura
