// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FlowChecks.h"

#include "engine/core/Text.h"
#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_map>
#include <unordered_set>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

FlowChecks::FlowChecks(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems)
    : m_definition(definition)
    , m_index(index)
    , m_problems(problems)
{}

void FlowChecks::run()
{
    checkNames();
    checkKinds();
    if (m_definition.kind == DefinitionKind::Entity)
        checkOperations();
    else
        checkStart();
    checkEdges();
    checkContainers();
    checkReachability();
}

void FlowChecks::checkNames()
{
    if (m_definition.name.empty())
        m_problems.error("definition.name", tr("The workflow has no name; give it one."));
    std::unordered_set<std::string_view> taken;
    for (const Node &node : m_definition.nodes) {
        if (node.name.empty())
            m_problems.error("name.empty", node, tr("This node has no name; give it one."));
        else if (!taken.insert(node.name).second)
            m_problems.error(
                "name.duplicate", node,
                tr("Another node is called “%1” too; give each a name of its own.").arg(qs(node.name)));
    }
}

void FlowChecks::checkKinds()
{
    for (const Node &node : m_definition.nodes) {
        const NodeKindInfo &info = nodeKindInfo(node.kind);
        if (mayBeIn(info, m_definition.kind))
            continue;
        m_problems.error("node.kind", node,
                         m_definition.kind == DefinitionKind::Entity
                             ? tr("An entity cannot wait, so it has no “%1”; delete it.").arg(info.title)
                             : tr("“%1” belongs into an entity; delete it here.").arg(info.title));
    }
}

/// Their names are told apart whatever their case.
void FlowChecks::checkOperations()
{
    std::unordered_map<std::string, const Node *> taken;
    for (const Node &node : m_definition.nodes) {
        if (node.kind != NodeKind::Operation)
            continue;
        if (node.parent)
            m_problems.error("operation.inside", node,
                             tr("An operation cannot be inside a container; move it out or delete it."));
        const auto [first, isNew] = taken.emplace(lowerCase(node.name), &node);
        if (!isNew && first->second->name != node.name)
            m_problems.error(
                "operation.case", node,
                tr("There is an operation “%1” too, which differs in case only; rename one of the two.")
                    .arg(qs(first->second->name)));
    }
    if (taken.empty())
        m_problems.error("operation.missing",
                         tr("The entity has no operation; add one and connect it to its first step."));
}

void FlowChecks::checkStart()
{
    const Node *first = nullptr;
    for (const Node &node : m_definition.nodes) {
        if (node.kind != NodeKind::Start)
            continue;
        if (node.parent)
            m_problems.error("start.inside", node,
                             tr("A Start cannot be inside a container; move it out or delete it."));
        else if (first)
            m_problems.error("start.several", node,
                             tr("There is another Start, “%1”; delete one of the two.").arg(qs(first->name)));
        else
            first = &node;
    }
    if (!first)
        m_problems.error("start.missing",
                         tr("The workflow has no Start; add one and connect it to the first step."));
}

void FlowChecks::checkEdges()
{
    for (const Edge &edge : m_definition.edges) {
        const Node *from = m_index.find(edge.from);
        const Node *to = m_index.find(edge.to);
        if (!from || !to) {
            m_problems.error(
                "edge.missing",
                tr("An edge leads from “%1” to “%2”, of which one does not exist; delete the edge.")
                    .arg(edge.from.toQString(), edge.to.toQString()));
            continue;
        }
        if (from->parent != to->parent)
            m_problems.error(
                "edge.crosses", *from,
                tr("The edge to “%1” crosses the border of a container; connect nodes of the same flow.")
                    .arg(qs(to->name)),
                {}, edge.port);
        if (!nodeKindInfo(to->kind).hasInput)
            m_problems.error(
                "edge.intoStart", *from,
                tr("The edge to “%1” leads into a node that nothing can lead to (%2); lead it to "
                   "the step after.")
                    .arg(qs(to->name), nodeKindInfo(to->kind).title),
                {}, edge.port);
        checkPort(*from, edge);
    }
}

void FlowChecks::checkPort(const Node &from, const Edge &edge)
{
    const auto ports = outputPorts(from);
    if (std::none_of(ports.begin(), ports.end(),
                     [&edge](const PortInfo &port) { return port.id == edge.port; })) {
        m_problems.error("edge.port", from,
                         tr("An edge leaves by “%1”, a port that this node does not have; delete the edge.")
                             .arg(qs(edge.port)),
                         {}, edge.port);
        return;
    }
    const auto &siblings = m_index.edgesFrom(from.id);
    const auto first = std::find_if(siblings.begin(), siblings.end(),
                                    [&edge](const Edge *other) { return other->port == edge.port; });
    if (first != siblings.end() && *first != &edge)
        m_problems.error("edge.duplicate", from,
                         tr("Two edges leave by “%1”; delete one of them.").arg(qs(edge.port)), {},
                         edge.port);
}

void FlowChecks::checkContainers()
{
    for (const Node &node : m_definition.nodes) {
        if (node.kind == NodeKind::ContinueAsNew && node.parent)
            m_problems.error("continue.inside", node,
                             tr("A workflow begins anew only outside of containers; move this node out."));
        if (m_index.target(node.id, "undo") && !isInScope(node))
            m_problems.warning("undo.outside", node,
                               tr("Nothing is undone outside of a scope; put the node into one."));
        if (!nodeKindInfo(node.kind).isContainer)
            continue;
        if (m_index.flow(&node).empty()) {
            m_problems.error("container.empty", node,
                             node.kind == NodeKind::ForEach
                                 ? tr("Nothing is inside; put the steps to repeat into it.")
                                 : tr("Nothing is inside; put steps into it."));
            continue;
        }
        const auto entries = m_index.entries(&node);
        if (node.kind == NodeKind::Parallel || node.kind == NodeKind::Race)
            checkLanes(node, entries);
        else if (entries.empty())
            m_problems.error(
                "container.noEntry", node,
                tr("It cannot be told where the flow inside begins, as edges lead to every node; "
                   "put a step that no edge leads to in front."));
        else if (entries.size() > 1)
            m_problems.error(
                "container.entries", node,
                tr("No edge leads to “%1” nor to “%2”; connect them, for the flow inside begins at one node.")
                    .arg(qs(entries[0]->name), qs(entries[1]->name)));
    }
}

bool FlowChecks::isInScope(const Node &node) const
{
    for (const Node *inner = &node; inner->parent;) {
        inner = m_index.find(*inner->parent);
        if (!inner)
            return false;
        if (inner->kind == NodeKind::Scope)
            return true;
    }
    return false;
}

/// Each node that no edge leads to begins a lane, which must not run into another one.
void FlowChecks::checkLanes(const Node &container, const std::vector<const Node *> &entries)
{
    if (entries.size() < 2) {
        m_problems.warning("lanes.few", container,
                           tr("There is only one lane inside; put a second first step next to it."));
    }
    std::unordered_map<const Node *, const Node *> laneOf;
    for (const Node *entry : entries) {
        std::vector<const Node *> open{entry};
        while (!open.empty()) {
            const Node *node = open.back();
            open.pop_back();
            const auto [known, isNew] = laneOf.emplace(node, entry);
            if (!isNew) {
                if (known->second != entry)
                    m_problems.error("lanes.joined", *node,
                                     tr("The lanes of “%1” and “%2” run together here; each lane must have "
                                        "its own steps.")
                                         .arg(qs(known->second->name), qs(entry->name)));
                continue;
            }
            for (const Edge *edge : m_index.edgesFrom(node->id)) {
                if (const Node *next = m_index.find(edge->to))
                    open.push_back(next);
            }
        }
    }
}

void FlowChecks::checkReachability()
{
    std::unordered_set<const Node *> reached;
    std::vector<const Node *> open;
    const auto reach = [&](const Node *node) {
        if (node && reached.insert(node).second)
            open.push_back(node);
    };
    for (const Node *node : m_index.flow(nullptr)) {
        if (node->kind == NodeKind::Start || node->kind == NodeKind::Operation)
            reach(node);
    }
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        for (const Edge *edge : m_index.edgesFrom(node->id))
            reach(m_index.find(edge->to));
        if (nodeKindInfo(node->kind).isContainer) {
            for (const Node *entry : m_index.entries(node))
                reach(entry);
        }
    }
    for (const Node &node : m_definition.nodes) {
        if (!reached.contains(&node) && nodeKindInfo(node.kind).hasInput)
            m_problems.warning("node.unreachable", node,
                               m_definition.kind == DefinitionKind::Entity
                                   ? tr("No way leads here from an operation; connect it or delete it.")
                                   : tr("No way leads here from the Start; connect it or delete it."));
    }
}

} // namespace perdura
