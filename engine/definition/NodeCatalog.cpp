// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"

#include "engine/definition/NodeFields.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::NodeCatalog", text);
}

QString iconOf(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Start:
        return QStringLiteral("play");
    case NodeKind::End:
        return QStringLiteral("square");
    case NodeKind::Fail:
        return QStringLiteral("octagon-x");
    case NodeKind::Activity:
        return QStringLiteral("zap");
    case NodeKind::If:
        return QStringLiteral("git-branch");
    case NodeKind::SetVariables:
        return QStringLiteral("variable");
    case NodeKind::Timer:
        return QStringLiteral("timer");
    case NodeKind::WaitForEvent:
        return QStringLiteral("mail");
    case NodeKind::Approval:
        return QStringLiteral("user-check");
    case NodeKind::ForEach:
        return QStringLiteral("repeat");
    }
    Q_UNREACHABLE();
}

NodeKindInfo describe(NodeKind kind, const char *id, QString title, QString description, NodeFamily family)
{
    NodeKindInfo info;
    info.kind = kind;
    info.id = id;
    info.title = std::move(title);
    info.description = std::move(description);
    info.icon = iconOf(kind);
    info.family = family;
    info.isContainer = family == NodeFamily::Container;
    info.hasInput = kind != NodeKind::Start;
    info.fieldSchema = nodeFieldSchema(kind);
    return info;
}

std::vector<NodeKindInfo> allKinds()
{
    return {
        describe(NodeKind::Start, "start", tr("Start"),
                 tr("Where the workflow begins; its output is the input of the instance."),
                 NodeFamily::Control),
        describe(
            NodeKind::Activity, "activity", tr("Activity"),
            tr("Does a piece of work, such as reading a file or calling a service, and gives its result."),
            NodeFamily::Activity),
        describe(NodeKind::If, "if", tr("If"), tr("Takes one of two ways, as a condition says."),
                 NodeFamily::Control),
        describe(NodeKind::SetVariables, "set-variables", tr("Set variables"),
                 tr("Gives values to variables that later steps can use."), NodeFamily::Control),
        describe(NodeKind::ForEach, "for-each", tr("For each"),
                 tr("Runs the steps inside once for each item of a list, several at a time, and gives the "
                    "list of their results."),
                 NodeFamily::Container),
        describe(NodeKind::Timer, "timer", tr("Timer"),
                 tr("Waits for a while or until a point in time, for months if need be."), NodeFamily::Wait),
        describe(NodeKind::WaitForEvent, "wait-for-event", tr("Wait for event"),
                 tr("Waits for a message from outside and gives what it carried."), NodeFamily::Wait),
        describe(NodeKind::Approval, "approval", tr("Approval"),
                 tr("Asks a person and goes on by the port of the answer that was chosen."),
                 NodeFamily::Human),
        describe(NodeKind::End, "end", tr("End"), tr("Ends this flow with a result."), NodeFamily::End),
        describe(NodeKind::Fail, "fail", tr("Fail"), tr("Ends this flow as failed, with a message."),
                 NodeFamily::End),
    };
}

std::vector<std::string> outcomesOf(const Node &node)
{
    std::vector<std::string> outcomes;
    const auto listed = node.fields.find("outcomes");
    if (listed == node.fields.end() || !listed->is_array())
        return {"Approve", "Reject"};
    for (const Json &outcome : *listed) {
        if (!outcome.is_string())
            continue;
        auto text = outcome.get<std::string>();
        if (!text.empty() && std::find(outcomes.begin(), outcomes.end(), text) == outcomes.end())
            outcomes.push_back(std::move(text));
    }
    return outcomes;
}

} // namespace

const std::vector<NodeKindInfo> &nodeKinds()
{
    static const std::vector<NodeKindInfo> kinds = allKinds();
    return kinds;
}

const NodeKindInfo &nodeKindInfo(NodeKind kind)
{
    const auto &kinds = nodeKinds();
    const auto found = std::find_if(kinds.begin(), kinds.end(),
                                    [kind](const NodeKindInfo &info) { return info.kind == kind; });
    Q_ASSERT(found != kinds.end());
    return *found;
}

const NodeKindInfo *findNodeKind(const std::string &id)
{
    const auto &kinds = nodeKinds();
    const auto found =
        std::find_if(kinds.begin(), kinds.end(), [&id](const NodeKindInfo &info) { return info.id == id; });
    return found == kinds.end() ? nullptr : &*found;
}

std::vector<PortInfo> outputPorts(const Node &node)
{
    const PortInfo next{"next", tr("Next")};
    const PortInfo error{"error", tr("Error"), true};
    const PortInfo timeout{"timeout", tr("Time-out")};
    switch (node.kind) {
    case NodeKind::Start:
        return {next};
    case NodeKind::End:
    case NodeKind::Fail:
        return {};
    case NodeKind::If:
        return {{"true", tr("True")}, {"false", tr("False")}, error};
    case NodeKind::Activity:
    case NodeKind::SetVariables:
    case NodeKind::Timer:
    case NodeKind::ForEach:
        return {next, error};
    case NodeKind::WaitForEvent:
        return {next, timeout, error};
    case NodeKind::Approval: {
        std::vector<PortInfo> ports;
        for (const std::string &outcome : outcomesOf(node)) {
            if (outcome != timeout.id && outcome != error.id)
                ports.push_back({outcome, QString::fromStdString(outcome)});
        }
        ports.push_back(timeout);
        ports.push_back(error);
        return ports;
    }
    }
    Q_UNREACHABLE();
}

Node makeNode(NodeKind kind, NodeId id, std::string name)
{
    Node node;
    node.id = std::move(id);
    node.kind = kind;
    node.name = std::move(name);
    for (const auto &[field, schema] : nodeKindInfo(kind).fieldSchema["properties"].items()) {
        if (schema.contains("default"))
            node.fields[field] = schema["default"];
    }
    if (kind == NodeKind::Timer)
        node.fields["duration"] = "1 h";
    return node;
}

} // namespace perdura
