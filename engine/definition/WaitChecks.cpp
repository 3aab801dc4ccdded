// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/WaitChecks.h"

#include "engine/definition/ConcurrencyChecks.h"

#include <QCoreApplication>

#include <algorithm>
#include <unordered_set>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

bool hasTimeout(const Node &node)
{
    const auto value = node.fields.find("timeout");
    return value != node.fields.end() && !value->is_null() && *value != "";
}

/// Whether the edges of a flow lead from one node to the other, or the two are one.
bool leadsTo(const Node &from, const Node &to, const FlowIndex &index)
{
    std::vector<const Node *> next{&from};
    std::unordered_set<const Node *> seen{&from};
    while (!next.empty()) {
        const Node *node = next.back();
        next.pop_back();
        if (node == &to)
            return true;
        for (const Edge *edge : index.edgesFrom(node->id)) {
            const Node *target = index.find(edge->to);
            if (target && seen.insert(target).second)
                next.push_back(target);
        }
    }
    return false;
}

/// Whether a lane of the race other than that of the node begins with a timer.
bool hasTimeLimit(const Node &race, const Node &node, const FlowIndex &index)
{
    const auto entries = index.entries(&race);
    return std::ranges::any_of(entries, [&](const Node *entry) {
        return entry->kind == NodeKind::Timer && !leadsTo(*entry, node, index);
    });
}

bool endsInTime(const Node &wait, const FlowIndex &index)
{
    if (hasTimeout(wait))
        return true;
    const Node *inner = &wait;
    for (int depth = 0; inner->parent && depth < 64; ++depth) {
        const Node *outer = index.find(*inner->parent);
        if (!outer)
            return false;
        const bool isRace = outer->kind == NodeKind::Race && !letsLosersGoOn(*outer);
        if (hasTimeout(*outer) || (isRace && hasTimeLimit(*outer, *inner, index)))
            return true;
        inner = outer;
    }
    return false;
}

} // namespace

void checkEndlessWaits(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems)
{
    for (const Node &node : definition.nodes) {
        if (node.kind != NodeKind::WaitForEvent && node.kind != NodeKind::Approval)
            continue;
        if (endsInTime(node, index))
            continue;
        if (node.kind == NodeKind::WaitForEvent)
            problems.warning("event.noTimeout", node,
                             tr("This waits for ever if the event never comes; set a time-out."), "/timeout");
        else
            problems.warning("approval.noTimeout", node,
                             tr("This waits for ever if nobody answers; set a time-out."), "/timeout");
    }
}

} // namespace perdura
