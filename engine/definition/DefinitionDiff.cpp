// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionDiff.h"

#include "engine/definition/JsonSchema.h"

#include <algorithm>
#include <set>

namespace perdura {

namespace {

/// The places at which two values differ: objects are compared member by member, all else as a whole.
void addDifferences(const Json &before, const Json &after, const std::string &path,
                    std::vector<std::string> &places)
{
    if (before == after)
        return;
    if (!before.is_object() || !after.is_object()) {
        places.push_back(path);
        return;
    }
    std::set<std::string> members;
    for (const auto &[name, value] : before.items())
        members.insert(name);
    for (const auto &[name, value] : after.items())
        members.insert(name);
    for (const std::string &name : members) {
        const std::string place = path + jsonPointerStep(name);
        const auto old = before.find(name);
        const auto fresh = after.find(name);
        if (old == before.end() || fresh == after.end())
            places.push_back(place);
        else
            addDifferences(*old, *fresh, place, places);
    }
}

std::vector<std::string> differencesOf(const Node &before, const Node &after)
{
    std::vector<std::string> places;
    if (before.kind != after.kind)
        places.emplace_back("kind");
    if (before.name != after.name)
        places.emplace_back("name");
    if (before.parent != after.parent)
        places.emplace_back("parent");
    addDifferences(before.fields, after.fields, {}, places);
    addDifferences(before.unknown, after.unknown, {}, places);
    return places;
}

NodePosition positionOf(const WorkflowDefinition &definition, const NodeId &node)
{
    const auto found = definition.layout.find(node);
    return found == definition.layout.end() ? NodePosition() : found->second;
}

std::vector<Edge> sortedEdges(const WorkflowDefinition &definition)
{
    std::vector<Edge> edges = definition.edges;
    std::sort(edges.begin(), edges.end());
    return edges;
}

std::vector<Edge> without(const std::vector<Edge> &all, const std::vector<Edge> &others)
{
    std::vector<Edge> rest;
    std::set_difference(all.begin(), all.end(), others.begin(), others.end(), std::back_inserter(rest));
    return rest;
}

} // namespace

bool DefinitionDiff::isEmpty() const
{
    return nodes.empty() && isOnlyLayout();
}

bool DefinitionDiff::isOnlyLayout() const
{
    const auto isMoved = [](const NodeChange &change) { return change.kind == NodeChange::Kind::Moved; };
    return std::all_of(nodes.begin(), nodes.end(), isMoved) && addedEdges.empty() && removedEdges.empty() &&
           members.empty();
}

DefinitionDiff diffOf(const WorkflowDefinition &before, const WorkflowDefinition &after)
{
    DefinitionDiff diff;
    std::set<NodeId> ids;
    for (const WorkflowDefinition *definition : {&before, &after}) {
        for (const Node &node : definition->nodes)
            ids.insert(node.id);
    }
    for (const NodeId &id : ids) {
        const Node *old = before.find(id);
        const Node *fresh = after.find(id);
        if (!old)
            diff.nodes.push_back({NodeChange::Kind::Added, id, fresh->name, {}});
        else if (!fresh)
            diff.nodes.push_back({NodeChange::Kind::Removed, id, old->name, {}});
        else if (auto what = differencesOf(*old, *fresh); !what.empty())
            diff.nodes.push_back({NodeChange::Kind::Changed, id, fresh->name, std::move(what)});
        else if (positionOf(before, id) != positionOf(after, id))
            diff.nodes.push_back({NodeChange::Kind::Moved, id, fresh->name, {}});
    }
    const std::vector<Edge> edgesBefore = sortedEdges(before);
    const std::vector<Edge> edgesAfter = sortedEdges(after);
    diff.addedEdges = without(edgesAfter, edgesBefore);
    diff.removedEdges = without(edgesBefore, edgesAfter);
    if (before.kind != after.kind)
        diff.members.emplace_back("kind");
    if (before.name != after.name)
        diff.members.emplace_back("name");
    if (before.description != after.description)
        diff.members.emplace_back("description");
    if (before.inputSchema != after.inputSchema)
        diff.members.emplace_back("input");
    return diff;
}

} // namespace perdura
