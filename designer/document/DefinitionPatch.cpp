// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/DefinitionPatch.h"

#include "designer/canvas/AutoLayout.h"

#include <algorithm>
#include <unordered_set>

namespace perdura {

namespace {

const NodeId &keyOf(const Node &node)
{
    return node.id;
}

std::pair<NodeId, std::string> keyOf(const Edge &edge)
{
    return {edge.from, edge.port};
}

/// Collects what differs between two sequences that are sorted by key.
template <typename Key, typename T>
void compare(const std::vector<T> &before, const std::vector<T> &after,
             std::map<Key, Replaced<T>> &differences)
{
    auto a = before.begin();
    auto b = after.begin();
    while (a != before.end() || b != after.end()) {
        if (b == after.end() || (a != before.end() && keyOf(*a) < keyOf(*b))) {
            differences[keyOf(*a)] = {*a, std::nullopt};
            ++a;
        } else if (a == before.end() || keyOf(*b) < keyOf(*a)) {
            differences[keyOf(*b)] = {std::nullopt, *b};
            ++b;
        } else {
            if (!(*a == *b))
                differences[keyOf(*a)] = {*a, *b};
            ++a;
            ++b;
        }
    }
}

template <typename Key, typename T>
void replaceIn(std::vector<T> &values, const std::map<Key, Replaced<T>> &changes, bool forwards)
{
    if (changes.empty())
        return;
    std::erase_if(values, [&](const T &value) { return changes.contains(keyOf(value)); });
    for (const auto &[key, change] : changes) {
        if (const auto &value = forwards ? change.after : change.before)
            values.push_back(*value);
    }
    std::sort(values.begin(), values.end(), [](const T &x, const T &y) { return keyOf(x) < keyOf(y); });
}

template <typename Key, typename T>
void absorbInto(std::map<Key, Replaced<T>> &earlier, const std::map<Key, Replaced<T>> &later)
{
    for (const auto &[key, change] : later) {
        const auto [entry, isNew] = earlier.try_emplace(key, change);
        if (!isNew)
            entry->second.after = change.after;
        if (entry->second.before == entry->second.after)
            earlier.erase(entry);
    }
}

WorkflowProperties propertiesOf(const WorkflowDefinition &definition)
{
    return {definition.name, definition.description, definition.inputSchema};
}

} // namespace

bool DefinitionPatch::isEmpty() const
{
    return nodes.empty() && edges.empty() && layout.empty() && !properties.after;
}

void DefinitionPatch::apply(WorkflowDefinition &definition, bool forwards) const
{
    replaceIn(definition.nodes, nodes, forwards);
    replaceIn(definition.edges, edges, forwards);
    for (const auto &[id, change] : layout) {
        if (const auto &position = forwards ? change.after : change.before)
            definition.layout[id] = *position;
        else
            definition.layout.erase(id);
    }
    if (const auto &values = forwards ? properties.after : properties.before) {
        definition.name = values->name;
        definition.description = values->description;
        definition.inputSchema = values->inputSchema;
    }
}

void DefinitionPatch::absorb(const DefinitionPatch &later)
{
    absorbInto(nodes, later.nodes);
    absorbInto(edges, later.edges);
    absorbInto(layout, later.layout);
    if (!later.properties.after)
        return;
    if (!properties.before)
        properties.before = later.properties.before;
    properties.after = later.properties.after;
    if (properties.before == properties.after)
        properties = {};
}

DefinitionPatch difference(const WorkflowDefinition &before, const WorkflowDefinition &after)
{
    DefinitionPatch patch;
    compare(before.nodes, after.nodes, patch.nodes);
    compare(before.edges, after.edges, patch.edges);
    for (const auto &[id, position] : before.layout) {
        const auto other = after.layout.find(id);
        if (other == after.layout.end())
            patch.layout[id] = {position, std::nullopt};
        else if (!(other->second == position))
            patch.layout[id] = {position, other->second};
    }
    for (const auto &[id, position] : after.layout) {
        if (!before.layout.contains(id))
            patch.layout[id] = {std::nullopt, position};
    }
    if (!(propertiesOf(before) == propertiesOf(after)))
        patch.properties = {propertiesOf(before), propertiesOf(after)};
    return patch;
}

WorkflowDefinition normalized(WorkflowDefinition definition)
{
    std::sort(definition.nodes.begin(), definition.nodes.end(),
              [](const Node &a, const Node &b) { return a.id < b.id; });
    std::sort(definition.edges.begin(), definition.edges.end(),
              [](const Edge &a, const Edge &b) { return keyOf(a) < keyOf(b); });
    definition.layout = completeLayout(definition);
    std::unordered_set<NodeId> ids;
    for (const Node &node : definition.nodes)
        ids.insert(node.id);
    std::erase_if(definition.layout, [&ids](const auto &entry) { return !ids.contains(entry.first); });
    return definition;
}

} // namespace perdura
