// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/OrderChecks.h"

#include <QCoreApplication>

#include <algorithm>
#include <cstdint>

namespace perdura {

namespace {

// Ids that contain each other in a broken file must not keep us here.
constexpr int deepest = 256;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

} // namespace

OrderChecks::OrderChecks(const WorkflowDefinition &definition, const FlowIndex &index,
                         const FlowGroups &groups, ProblemList &problems)
    : m_definition(definition)
    , m_index(index)
    , m_groups(groups)
    , m_problems(problems)
{}

void OrderChecks::add(const Node &node, const std::vector<FieldReference> &references)
{
    for (const FieldReference &reference : references) {
        const Node *source = m_index.findByName(reference.name);
        const Node *place = source ? &node : nullptr;
        for (int depth = 0; place && place->parent != source->parent; ++depth)
            place = place->parent && depth < deepest ? m_index.find(*place->parent) : nullptr;
        if (place)
            m_uses.push_back({&node, source, place, reference});
    }
}

void OrderChecks::run()
{
    if (m_uses.empty())
        return;
    forgetUnclear();
    findEdges();
    // In blocks of as many sources as there are bits.
    std::ranges::stable_sort(m_uses, {}, &Use::source);
    std::size_t first = 0;
    int sources = 0;
    for (std::size_t i = 0; i < m_uses.size(); ++i) {
        const bool isNew = i == 0 || m_uses[i].source != m_uses[i - 1].source;
        if (isNew && sources++ == 64) {
            checkBlock(first, i);
            first = i;
            sources = 1;
        }
    }
    checkBlock(first, m_uses.size());
}

std::size_t OrderChecks::numberOf(const Node &node) const
{
    return std::size_t(&node - m_definition.nodes.data());
}

std::size_t OrderChecks::groupOf(const Node &node) const
{
    return m_groups.groupOf[numberOf(node)];
}

bool OrderChecks::isCircle(std::size_t group) const
{
    const auto &nodes = m_groups.groups[group];
    return nodes.size() > 1 || std::ranges::any_of(m_index.edgesFrom(nodes.front()->id),
                                                   [](const Edge *edge) { return edge->from == edge->to; });
}

OrderChecks::Marks OrderChecks::reachedFrom(std::vector<const Node *> open) const
{
    Marks reached(m_definition.nodes.size());
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        if (reached[numberOf(*node)])
            continue;
        reached[numberOf(*node)] = true;
        for (const Edge *edge : m_index.edgesFrom(node->id)) {
            if (const Node *to = m_index.find(edge->to))
                open.push_back(to);
        }
        for (const Node *inner : m_index.flow(node))
            open.push_back(inner);
    }
    return reached;
}

/// What no way leads to from the Start has a warning of its own; what undoes something runs after whatever
/// failed.
void OrderChecks::forgetUnclear()
{
    std::vector<const Node *> starts;
    for (const Node &node : m_definition.nodes) {
        if (node.kind == NodeKind::Start || node.kind == NodeKind::Operation)
            starts.push_back(&node);
    }
    std::vector<const Node *> undoing;
    for (const Edge &edge : m_definition.edges) {
        const Node *to = edge.port == "undo" ? m_index.find(edge.to) : nullptr;
        if (to)
            undoing.push_back(to);
    }
    const Marks runs = reachedFrom(std::move(starts));
    const Marks undoes = reachedFrom(std::move(undoing));
    std::erase_if(m_uses,
                  [&](const Use &use) { return !runs[numberOf(*use.place)] || undoes[numberOf(*use.node)]; });
}

void OrderChecks::findEdges()
{
    // A group comes after all those that it leads to.
    for (std::size_t group = m_groups.groups.size(); group-- > 0;) {
        for (const Node *node : m_groups.groups[group]) {
            for (const Edge *edge : m_index.edgesFrom(node->id)) {
                const Node *to = m_index.find(edge->to);
                if (to && groupOf(*to) != group)
                    m_edges.emplace_back(group, groupOf(*to));
            }
        }
    }
}

void OrderChecks::checkBlock(std::size_t first, std::size_t last)
{
    std::vector<std::uint64_t> isIn(m_groups.groups.size());
    std::vector<std::uint64_t> leadsTo(m_groups.groups.size());
    std::vector<std::uint64_t> bits;
    for (std::size_t i = first; i < last; ++i) {
        const bool isNew = i == first || m_uses[i].source != m_uses[i - 1].source;
        bits.push_back(i == first ? 1 : isNew ? bits.back() << 1 : bits.back());
        const std::size_t group = groupOf(*m_uses[i].source);
        isIn[group] |= bits.back();
        if (isCircle(group))
            leadsTo[group] |= bits.back();
    }
    for (const auto &[from, to] : m_edges)
        leadsTo[to] |= isIn[from] | leadsTo[from];
    for (std::size_t i = first; i < last; ++i) {
        const Use &use = m_uses[i];
        if ((leadsTo[groupOf(*use.place)] & bits[i - first]) == 0)
            m_problems.warning("reference.order", *use.node,
                               tr("“%1” never runs before this node, so it has no output here; use the "
                                  "output of a node that comes before.")
                                   .arg(QString::fromStdString(use.wording.name)),
                               use.wording.path);
    }
}

} // namespace perdura
