// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/SelfRunChecks.h"

#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>

#include <unordered_set>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

bool runsItself(const WorkflowDefinition &definition, const Node &node)
{
    if (node.kind != NodeKind::SubWorkflow && node.kind != NodeKind::StartInstance)
        return false;
    const auto workflow = node.fields.find("workflow");
    return workflow != node.fields.end() && *workflow == definition.name;
}

/// Whether a run that comes to the node goes on by “next”, as far as the drawing decides: conditions, people
/// and events may have it otherwise.
bool alwaysGoesOn(NodeKind kind)
{
    switch (kind) {
    case NodeKind::If:
    case NodeKind::Switch:
    case NodeKind::Approval:
    case NodeKind::WaitForEvent:
    case NodeKind::End:
    case NodeKind::Fail:
    case NodeKind::ContinueAsNew:
        return false;
    default:
        return true;
    }
}

} // namespace

void checkSelfRuns(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems)
{
    if (definition.kind != DefinitionKind::Workflow || definition.name.empty())
        return;
    std::unordered_set<const Node *> seen;
    std::vector<const Node *> open{index.entry(nullptr)};
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        for (; node && seen.insert(node).second; node = index.target(node->id, "next")) {
            if (runsItself(definition, *node)) {
                problems.warning(
                    "workflow.self", *node,
                    node->kind == NodeKind::SubWorkflow
                        ? tr("Every run of this workflow runs it once more, without end; let an If or a "
                             "Switch decide whether it does.")
                        : tr("Every run of this workflow starts it once more, without end; let an If or a "
                             "Switch decide whether it does."),
                    "/workflow");
                break;
            }
            if (!alwaysGoesOn(node->kind))
                break;
            // The list of a For each may be empty.
            if (nodeKindInfo(node->kind).isContainer && node->kind != NodeKind::ForEach) {
                for (const Node *entry : index.entries(node))
                    open.push_back(entry);
            }
        }
    }
}

} // namespace perdura
