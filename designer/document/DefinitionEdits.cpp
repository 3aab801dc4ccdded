// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/DefinitionEdits.h"

#include "engine/definition/NodeCatalog.h"
#include "engine/definition/NodeReferences.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura::edits {

namespace {

QString translated(const char *text)
{
    return QCoreApplication::translate("perdura::edits", text);
}

Node *findNode(WorkflowDefinition &definition, const NodeId &id)
{
    const auto found = std::find_if(definition.nodes.begin(), definition.nodes.end(),
                                    [&id](const Node &node) { return node.id == id; });
    return found == definition.nodes.end() ? nullptr : &*found;
}

QString nameOf(const WorkflowDefinition &definition, const NodeId &id)
{
    const Node *node = definition.find(id);
    return node ? QString::fromStdString(node->name) : id.toQString();
}

/// The one node that the flow goes on to after this one; none when there are none or several ways on.
std::optional<NodeId> onlySuccessor(const WorkflowDefinition &definition, const NodeId &id)
{
    std::optional<NodeId> successor;
    for (const Edge &edge : definition.edges) {
        if (edge.from != id)
            continue;
        if (successor)
            return std::nullopt;
        successor = edge.to;
    }
    return successor;
}

/// Leads every edge into `id` on to its only successor, so that the node can be taken out.
void healAround(WorkflowDefinition &definition, const NodeId &id)
{
    const auto successor = onlySuccessor(definition, id);
    if (!successor || *successor == id)
        return;
    for (Edge &edge : definition.edges) {
        if (edge.to == id && edge.from != *successor)
            edge.to = *successor;
    }
}

} // namespace

Node instantiate(const NodeTemplate &from, const WorkflowDefinition &definition,
                 const ActivityCatalog &catalog)
{
    const ActivityInfo *activity = from.activity.empty() ? nullptr : catalog.find(from.activity);
    const QString name = activity ? activity->title : nodeKindInfo(from.kind).title;
    Node node = makeNode(from.kind, freeId(definition, from.kind), freeName(definition, name.toStdString()));
    if (!from.activity.empty())
        node.fields["activity"] = from.activity;
    return node;
}

std::optional<std::string> mainPort(const Node &node)
{
    for (const PortInfo &port : outputPorts(node)) {
        if (!port.isError)
            return port.id;
    }
    return std::nullopt;
}

std::set<NodeId> withDescendants(const WorkflowDefinition &definition, const std::set<NodeId> &nodes)
{
    std::set<NodeId> all = nodes;
    for (bool grown = !nodes.empty(); grown;) {
        grown = false;
        for (const Node &node : definition.nodes) {
            if (node.parent && all.contains(*node.parent))
                grown = all.insert(node.id).second || grown;
        }
    }
    return all;
}

std::set<NodeId> outermost(const WorkflowDefinition &definition, const std::set<NodeId> &nodes)
{
    std::set<NodeId> result;
    for (const NodeId &id : nodes) {
        bool inside = false;
        const Node *node = definition.find(id);
        for (int depth = 0; node && node->parent && depth < 32 && !inside; ++depth) {
            inside = nodes.contains(*node->parent);
            node = definition.find(*node->parent);
        }
        if (!inside)
            result.insert(id);
    }
    return result;
}

WorkflowDefinition without(const WorkflowDefinition &definition, const std::set<NodeId> &nodes,
                           const std::vector<EdgeKey> &edges, bool heal)
{
    WorkflowDefinition result = definition;
    std::erase_if(result.edges, [&edges](const Edge &edge) {
        return std::find(edges.begin(), edges.end(), EdgeKey{edge.from, edge.port}) != edges.end();
    });
    if (heal) {
        for (const NodeId &id : outermost(definition, nodes))
            healAround(result, id);
    }
    const std::set<NodeId> removed = withDescendants(definition, nodes);
    std::erase_if(result.nodes, [&removed](const Node &node) { return removed.contains(node.id); });
    std::erase_if(result.edges, [&removed](const Edge &edge) {
        return removed.contains(edge.from) || removed.contains(edge.to);
    });
    for (const NodeId &id : removed)
        result.layout.erase(id);
    return result;
}

WorkflowDefinition moved(const WorkflowDefinition &definition, const std::set<NodeId> &nodes,
                         const QPointF &offset)
{
    WorkflowDefinition result = definition;
    for (const NodeId &id : outermost(definition, nodes)) {
        const Node *node = definition.find(id);
        if (!node)
            continue;
        NodePosition &position = result.layout[id];
        position.x += offset.x();
        position.y += offset.y();
        if (node->parent) {
            position.x = std::max(0.0, position.x);
            position.y = std::max(0.0, position.y);
        }
    }
    return result;
}

WorkflowDefinition movedInto(const WorkflowDefinition &definition, const std::map<NodeId, QPointF> &positions,
                             const std::optional<NodeId> &container)
{
    WorkflowDefinition result = definition;
    std::set<NodeId> leaving;
    for (const auto &[id, position] : positions) {
        Node *node = findNode(result, id);
        if (!node)
            continue;
        if (node->parent != container) {
            leaving.insert(id);
            node->parent = container;
        }
        result.layout[id] = {container ? std::max(0.0, position.x()) : position.x(),
                             container ? std::max(0.0, position.y()) : position.y()};
    }
    if (leaving.size() == 1)
        healAround(result, *leaving.begin());
    std::erase_if(result.edges, [&result](const Edge &edge) {
        const Node *from = result.find(edge.from);
        const Node *to = result.find(edge.to);
        return from && to && from->parent != to->parent;
    });
    return result;
}

WorkflowDefinition connected(const WorkflowDefinition &definition, const EdgeKey &edge, const NodeId &to)
{
    WorkflowDefinition result = definition;
    std::erase_if(result.edges,
                  [&edge](const Edge &old) { return old.from == edge.from && old.port == edge.port; });
    Edge added;
    added.from = edge.from;
    added.port = edge.port;
    added.to = to;
    result.edges.push_back(std::move(added));
    return result;
}

WorkflowDefinition insertedInto(const WorkflowDefinition &definition, const EdgeKey &edge, const NodeId &node)
{
    const Node *inserted = definition.find(node);
    const Node *target = definition.target(edge.from, edge.port);
    if (!inserted || !target)
        return definition;
    const NodeId after = target->id;
    WorkflowDefinition result = connected(definition, edge, node);
    const auto port = mainPort(*inserted);
    return port ? connected(result, {node, *port}, after) : result;
}

WorkflowDefinition renamed(const WorkflowDefinition &definition, const NodeId &node, const std::string &name)
{
    WorkflowDefinition result = definition;
    Node *target = findNode(result, node);
    if (!target || target->name == name)
        return result;
    const std::string old = std::exchange(target->name, name);
    if (old.empty() || name.empty())
        return result;
    for (Node &other : result.nodes)
        other.fields = withRenamedReferences(other.fields, {{old, name}});
    return result;
}

std::optional<QString> connectionRefusal(const WorkflowDefinition &definition, const EdgeKey &edge,
                                         const NodeId &to)
{
    const Node *source = definition.find(edge.from);
    const Node *target = definition.find(to);
    if (!source || !target)
        return translated("That node no longer exists.");
    if (edge.from == to)
        return translated("A node cannot lead to itself; put a timer between to repeat it.");
    if (!nodeKindInfo(target->kind).hasInput)
        return translated("Nothing leads into “%1”: the workflow begins there.").arg(nameOf(definition, to));
    if (source->parent != target->parent) {
        if (target->parent && *target->parent == edge.from)
            return translated("The nodes inside “%1” begin by themselves; no edge is needed.")
                .arg(nameOf(definition, edge.from));
        return translated("“%1” is in another flow; an edge cannot cross the border of a container.")
            .arg(nameOf(definition, to));
    }
    return std::nullopt;
}

std::optional<QString> containerRefusal(const WorkflowDefinition &definition, const NodeId &node,
                                        const std::optional<NodeId> &container)
{
    const Node *moving = definition.find(node);
    if (!moving || !container)
        return std::nullopt;
    if (moving->kind == NodeKind::Start)
        return translated("The start of the workflow cannot be inside a container.");
    if (withDescendants(definition, {node}).contains(*container))
        return translated("A container cannot be inside itself.");
    return std::nullopt;
}

WorkflowDefinition clipping(const WorkflowDefinition &definition, const std::set<NodeId> &nodes)
{
    WorkflowDefinition result;
    result.name = "Clipboard";
    const std::set<NodeId> roots = outermost(definition, nodes);
    const std::set<NodeId> all = withDescendants(definition, nodes);
    for (const Node &node : definition.nodes) {
        if (!all.contains(node.id))
            continue;
        result.nodes.push_back(node);
        if (roots.contains(node.id))
            result.nodes.back().parent.reset();
        const auto position = definition.layout.find(node.id);
        if (position != definition.layout.end())
            result.layout.insert(*position);
    }
    for (const Edge &edge : definition.edges) {
        if (all.contains(edge.from) && all.contains(edge.to))
            result.edges.push_back(edge);
    }
    return result;
}

Pasted pasted(const WorkflowDefinition &definition, const WorkflowDefinition &clipping,
              const std::optional<NodeId> &container, const QPointF &position)
{
    Pasted result{definition, {}};
    std::map<NodeId, NodeId> ids;
    std::map<std::string, std::string> names;
    const bool hasStart =
        container || std::any_of(definition.nodes.begin(), definition.nodes.end(),
                                 [](const Node &node) { return node.kind == NodeKind::Start; });
    QPointF corner(0, 0);
    bool first = true;
    for (const Node &node : clipping.nodes) {
        const auto at = clipping.layout.find(node.id);
        if (node.parent || at == clipping.layout.end() || (node.kind == NodeKind::Start && hasStart))
            continue;
        corner = first ? QPointF(at->second.x, at->second.y)
                       : QPointF(std::min(corner.x(), at->second.x), std::min(corner.y(), at->second.y));
        first = false;
    }
    for (const Node &node : clipping.nodes) {
        // A workflow begins in one place.
        if (node.kind == NodeKind::Start && hasStart)
            continue;
        Node copy = node;
        copy.id = freeId(result.definition, node.kind);
        copy.name = freeName(result.definition, node.name);
        ids[node.id] = copy.id;
        names[node.name] = copy.name;
        result.definition.nodes.push_back(std::move(copy));
    }
    for (const auto &[oldId, newId] : ids) {
        Node &node = *findNode(result.definition, newId);
        const bool root = !node.parent;
        const auto parent = root ? ids.end() : ids.find(*node.parent);
        node.parent = parent == ids.end() ? container : std::optional(parent->second);
        node.fields = withRenamedReferences(node.fields, names);
        const auto at = clipping.layout.find(oldId);
        const QPointF old = at == clipping.layout.end() ? QPointF() : QPointF(at->second.x, at->second.y);
        const QPointF fresh = root ? old - corner + position : old;
        result.definition.layout[newId] = {fresh.x(), fresh.y()};
        if (root)
            result.nodes.insert(newId);
    }
    for (const Edge &edge : clipping.edges) {
        if (!ids.contains(edge.from) || !ids.contains(edge.to))
            continue;
        Edge copy = edge;
        copy.from = ids[edge.from];
        copy.to = ids[edge.to];
        result.definition.edges.push_back(std::move(copy));
    }
    return result;
}

} // namespace perdura::edits
