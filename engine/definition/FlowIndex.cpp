// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FlowIndex.h"

#include <algorithm>
#include <iterator>

namespace perdura {

namespace {

template <typename Map>
const auto &valueOr(const Map &map, std::string_view key, const typename Map::mapped_type &fallback)
{
    const auto found = map.find(key);
    return found == map.end() ? fallback : found->second;
}

} // namespace

FlowIndex::FlowIndex(const WorkflowDefinition &definition)
{
    for (const Node &node : definition.nodes) {
        m_byId.emplace(node.id.value, &node);
        m_byName.emplace(node.name, &node);
        m_flows[node.parent ? std::string_view(node.parent->value) : std::string_view()].push_back(&node);
    }
    for (const Edge &edge : definition.edges) {
        m_edgesFrom[edge.from.value].push_back(&edge);
        if (edge.from != edge.to)
            ++m_edgesTo[edge.to.value];
    }
}

const Node *FlowIndex::find(const NodeId &id) const
{
    return valueOr(m_byId, id.value, nullptr);
}

const Node *FlowIndex::findByName(const std::string &name) const
{
    return valueOr(m_byName, name, nullptr);
}

const Node *FlowIndex::target(const NodeId &from, const std::string &port) const
{
    for (const Edge *edge : edgesFrom(from)) {
        if (edge->port == port)
            return find(edge->to);
    }
    return nullptr;
}

const std::vector<const Edge *> &FlowIndex::edgesFrom(const NodeId &id) const
{
    static const std::vector<const Edge *> none;
    return valueOr(m_edgesFrom, id.value, none);
}

const std::vector<const Node *> &FlowIndex::flow(const Node *container) const
{
    static const std::vector<const Node *> none;
    return valueOr(m_flows, container ? std::string_view(container->id.value) : std::string_view(), none);
}

std::vector<const Node *> FlowIndex::entries(const Node *container) const
{
    std::vector<const Node *> entries;
    const auto &nodes = flow(container);
    std::copy_if(nodes.begin(), nodes.end(), std::back_inserter(entries), [this](const Node *node) {
        return node->kind != NodeKind::Note && !m_edgesTo.contains(node->id.value);
    });
    return entries;
}

const Node *FlowIndex::entry(const Node *container) const
{
    std::vector<const Node *> candidates;
    if (container) {
        candidates = entries(container);
    } else {
        const auto &nodes = flow(nullptr);
        std::copy_if(nodes.begin(), nodes.end(), std::back_inserter(candidates),
                     [](const Node *node) { return node->kind == NodeKind::Start; });
    }
    return candidates.size() == 1 ? candidates.front() : nullptr;
}

} // namespace perdura
