// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ConcurrencyChecks.h"
#include "engine/definition/FixRequest.h"
#include "engine/definition/FlowCircles.h"
#include "engine/definition/NodeSteps.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_set>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ProblemFixes", text);
}

using Ports = std::vector<std::pair<NodeId, std::string>>;

/// The nodes that the flow comes to from `start` before it waits.
std::unordered_set<const Node *> burstFrom(const Node &start, const FlowIndex &index)
{
    std::unordered_set<const Node *> reached{&start};
    std::vector<const Node *> open{&start};
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        for (const Edge *edge : index.edgesFrom(node->id)) {
            const Node *next = index.find(edge->to);
            if (next && isImmediate(next->kind) && reached.insert(next).second)
                open.push_back(next);
        }
    }
    return reached;
}

/// The ports of nodes of a loop that lead back to its head.
template <typename Predicate>
Ports portsBackTo(const Node &head, const WorkflowDefinition &definition, const FlowIndex &index,
                  Predicate isInLoop)
{
    Ports ports;
    for (const Edge &edge : definition.edges) {
        const Node *from = edge.to == head.id ? index.find(edge.from) : nullptr;
        if (from && isInLoop(from))
            ports.emplace_back(edge.from, edge.port);
    }
    return ports;
}

Fixes waitInLoop(const FixRequest &request)
{
    const FlowIndex index(request.definition);
    const auto burst = burstFrom(*request.node, index);
    Ports back = portsBackTo(*request.node, request.definition, index,
                             [&burst](const Node *node) { return burst.contains(node); });
    if (back.empty() || request.definition.kind == DefinitionKind::Entity) // an entity cannot wait
        return {};
    Node timer = newNodeBeside(request, NodeKind::Timer, *request.node);
    timer.fields["duration"] = "1 min";
    return {{tr("Wait 1 min in each round"), {AddNode{std::move(timer), std::move(back), request.node->id}}}};
}

/// Begins the workflow anew where it would have begun the next round. That comes to the same only where the
/// loop is all that there is behind the Start.
Fixes beginAnew(const FixRequest &request)
{
    const Node &head = *request.node;
    const FlowIndex index(request.definition);
    const Node *start = index.entry(nullptr);
    if (head.parent || !start || index.target(start->id, "next") != &head)
        return {};
    const FlowGroups groups = flowGroups(request.definition, index);
    const auto groupOf = [&](const Node *node) {
        return groups.groupOf[std::size_t(node - request.definition.nodes.data())];
    };
    Ports back = portsBackTo(head, request.definition, index,
                             [&](const Node *node) { return groupOf(node) == groupOf(&head); });
    Node anew = newNodeBeside(request, NodeKind::ContinueAsNew, head);
    anew.fields["input"] = "=input";
    return {{tr("Begin each round with Continue as new"), {AddNode{std::move(anew), std::move(back), {}}}}};
}

/// Lowers the innermost For each that brings the product down by itself.
Fixes lowerFanOut(const FixRequest &request)
{
    const FlowIndex index(request.definition);
    std::int64_t all = 1;
    std::vector<const Node *> loops;
    const Node *inner = request.node;
    for (int depth = 0; inner && depth < 64; ++depth) {
        all *= fanOutOf(*inner, index);
        if (inner->kind == NodeKind::ForEach && fanOutOf(*inner, index) > 1)
            loops.push_back(inner);
        inner = inner->parent ? index.find(*inner->parent) : nullptr;
    }
    for (const Node *loop : loops) {
        const std::int64_t others = all / fanOutOf(*loop, index);
        if (others > sensibleFanOut)
            continue;
        const std::int64_t items = sensibleFanOut / others;
        return {{tr("Let “%1” work on %2 at a time").arg(QString::fromStdString(loop->name)).arg(items),
                 {SetField{loop->id, "/parallelism", items}}}};
    }
    return {};
}

Fixes giveUpTimer(const FixRequest &request)
{
    const FlowIndex index(request.definition);
    const Node *race = request.node;
    for (int depth = 0; race && !letsLosersGoOn(*race) && depth < 64; ++depth)
        race = race->parent ? index.find(*race->parent) : nullptr;
    if (!race)
        return {};
    return {{tr("Let “%1” give the other lanes up").arg(QString::fromStdString(race->name)),
             {SetField{race->id, "/others", "stop"}}}};
}

} // namespace

Fixes fixesOfLoops(const FixRequest &request)
{
    if (!request.node)
        return {};
    if (request.is("loop.noWait"))
        return waitInLoop(request);
    if (request.is("loop.noExit") || request.is("loop.noExpiry"))
        return beginAnew(request);
    if (request.is("race.timer"))
        return giveUpTimer(request);
    return request.is("fanout.nested") ? lowerFanOut(request) : Fixes();
}

} // namespace perdura
