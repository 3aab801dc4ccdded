// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"

#include "engine/definition/Expression.h"
#include "engine/definition/NodeFields.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::NodeCatalog", text);
}

NodeKindInfo describe(NodeKind kind, const char *id, NodeFamily family, const char *icon, QString title,
                      QString description)
{
    NodeKindInfo info;
    info.kind = kind;
    info.id = id;
    info.title = std::move(title);
    info.description = std::move(description);
    info.icon = QString::fromLatin1(icon);
    info.family = family;
    info.isContainer = family == NodeFamily::Container;
    info.hasInput = kind != NodeKind::Start && kind != NodeKind::Operation && kind != NodeKind::Note;
    info.fieldSchema = nodeFieldSchema(kind);
    return info;
}

NodeKindInfo alsoInEntities(NodeKindInfo info)
{
    info.inEntities = true;
    return info;
}

NodeKindInfo onlyInEntities(NodeKindInfo info)
{
    info.inEntities = true;
    info.inWorkflows = false;
    return info;
}

std::vector<NodeKindInfo> controlKinds()
{
    using enum NodeFamily;
    return {
        describe(NodeKind::Start, "start", Control, "play", tr("Start"),
                 tr("Where the workflow begins; its output is the input of the instance.")),
        onlyInEntities(describe(NodeKind::Operation, "operation", Control, "play", tr("Operation"),
                                tr("Where an operation of the entity begins; its name is the operation's."))),
        describe(
            NodeKind::Activity, "activity", NodeFamily::Activity, "zap", tr("Activity"),
            tr("Does a piece of work, such as reading a file or calling a service, and gives its result.")),
        describe(NodeKind::HttpCall, "http-call", NodeFamily::Activity, "globe", tr("HTTP call"),
                 tr("Calls a web address, and follows it until work that takes long has been done there.")),
        alsoInEntities(describe(NodeKind::If, "if", Control, "git-branch", tr("If"),
                                tr("Takes one of two ways, as a condition says."))),
        alsoInEntities(describe(NodeKind::Switch, "switch", Control, "split", tr("Switch"),
                                tr("Takes one of several ways, as a value says."))),
        alsoInEntities(describe(NodeKind::SetVariables, "set-variables", Control, "variable",
                                tr("Set variables"),
                                tr("Gives values to variables that later steps can use."))),
        onlyInEntities(describe(NodeKind::SetState, "set-state", Control, "database", tr("Set state"),
                                tr("Gives the entity the state that it keeps."))),
        describe(NodeKind::SetStatus, "set-status", Control, "flag", tr("Set custom status"),
                 tr("Shows in lists how far the instance has come.")),
    };
}

std::vector<NodeKindInfo> containerKinds()
{
    using enum NodeFamily;
    return {
        describe(NodeKind::ForEach, "for-each", Container, "repeat", tr("For each"),
                 tr("Runs the steps inside once for each item of a list, several at a time, and gives the "
                    "list of their results.")),
        describe(NodeKind::Parallel, "parallel", Container, "git-fork", tr("Parallel"),
                 tr("Runs the lanes inside at the same time and gives their results by the names of their "
                    "first steps.")),
        describe(NodeKind::Race, "race", Container, "hourglass", tr("Race"),
                 tr("Runs the lanes inside at the same time; the first that ends wins.")),
        describe(
            NodeKind::Scope, "scope", Container, "layers", tr("Scope"),
            tr("Holds steps that belong together: when one of them fails, those before it are undone and "
               "the flow goes on by the error port.")),
        describe(NodeKind::CriticalSection, "critical-section", Container, "lock", tr("Critical section"),
                 tr("Has entities for itself while the steps inside run.")),
    };
}

std::vector<NodeKindInfo> waitKinds()
{
    using enum NodeFamily;
    return {
        describe(NodeKind::Timer, "timer", Wait, "timer", tr("Timer"),
                 tr("Waits for a while or until a point in time, for months if need be.")),
        describe(NodeKind::WaitForEvent, "wait-for-event", Wait, "mail", tr("Wait for event"),
                 tr("Waits for a message from outside and gives what it carried.")),
        describe(NodeKind::Approval, "approval", Human, "user-check", tr("Approval"),
                 tr("Asks a person and goes on by the port of the answer that was chosen.")),
    };
}

std::vector<NodeKindInfo> otherKinds()
{
    using enum NodeFamily;
    return {
        describe(NodeKind::SubWorkflow, "sub-workflow", Instance, "workflow", tr("Sub-workflow"),
                 tr("Runs another workflow and waits for its result.")),
        alsoInEntities(describe(NodeKind::StartInstance, "start-instance", Instance, "circle-play",
                                tr("Start instance"), tr("Starts another workflow and goes on at once."))),
        describe(NodeKind::SignalInstance, "signal-instance", Instance, "message-square",
                 tr("Signal instance"), tr("Raises an event for another instance.")),
        describe(NodeKind::TerminateInstance, "terminate-instance", Instance, "circle-stop",
                 tr("Terminate instance"), tr("Ends another instance.")),
        describe(NodeKind::EntityCall, "entity-call", Entity, "database", tr("Entity call"),
                 tr("Asks an entity to do something and waits for its answer.")),
        alsoInEntities(describe(NodeKind::EntitySignal, "entity-signal", Entity, "send", tr("Entity signal"),
                                tr("Tells an entity to do something and goes on at once."))),
        alsoInEntities(describe(NodeKind::End, "end", NodeFamily::End, "square", tr("End"),
                                tr("Ends this flow with a result."))),
        alsoInEntities(describe(NodeKind::Fail, "fail", NodeFamily::End, "octagon-x", tr("Fail"),
                                tr("Ends this flow as failed, with a message."))),
        describe(NodeKind::ContinueAsNew, "continue-as-new", NodeFamily::End, "refresh-cw",
                 tr("Continue as new"),
                 tr("Begins the workflow again with a new input and an empty history.")),
        alsoInEntities(describe(NodeKind::Note, "note", NodeFamily::Note, "sticky-note", tr("Note"),
                                tr("Says something to whoever reads the drawing."))),
    };
}

std::vector<NodeKindInfo> allKinds()
{
    std::vector<NodeKindInfo> all;
    for (const auto &group : {controlKinds(), containerKinds(), waitKinds(), otherKinds()})
        all.insert(all.end(), group.begin(), group.end());
    return all;
}

/// The texts of a list field, each once; what is no text or empty does not count.
std::vector<std::string> textsOf(const Node &node, const char *field)
{
    std::vector<std::string> texts;
    const auto listed = node.fields.find(field);
    if (listed == node.fields.end() || !listed->is_array())
        return texts;
    for (const Json &each : *listed) {
        if (!each.is_string())
            continue;
        auto text = each.get<std::string>();
        if (!text.empty() && std::ranges::find(texts, text) == texts.end())
            texts.push_back(std::move(text));
    }
    return texts;
}

std::vector<std::string> outcomesOf(const Node &node)
{
    const auto listed = node.fields.find("outcomes");
    if (listed == node.fields.end() || !listed->is_array())
        return {"Approve", "Reject"};
    return textsOf(node, "outcomes");
}

/// With several events each has its port.
std::vector<std::string> eventsOf(const Node &node)
{
    std::vector<std::string> events = textsOf(node, "others");
    if (events.empty())
        return events;
    const auto first = node.fields.find("event");
    if (first != node.fields.end() && first->is_string() && !isExpression(*first) && *first != "") {
        std::erase(events, first->get<std::string>());
        events.insert(events.begin(), first->get<std::string>());
    }
    return events;
}

/// A port for each of the texts, but for those that other ports are called.
std::vector<PortInfo> portsNamed(const std::vector<std::string> &names)
{
    std::vector<PortInfo> ports;
    for (const std::string &name : names) {
        if (!isReservedPort(name))
            ports.push_back({name, QString::fromStdString(name)});
    }
    return ports;
}

bool canBeUndone(const Node &node)
{
    const auto undo = node.fields.find("undo");
    return undo != node.fields.end() && *undo == true;
}

/// Those of a node whose first ports are `ports`.
std::vector<PortInfo> withUndoAndError(std::vector<PortInfo> ports, const Node &node)
{
    if (canBeUndone(node))
        ports.push_back({"undo", tr("Undo")});
    ports.push_back({"error", tr("Error"), true});
    return ports;
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

bool mayBeIn(const NodeKindInfo &info, DefinitionKind definition)
{
    return definition == DefinitionKind::Entity ? info.inEntities : info.inWorkflows;
}

bool isReservedPort(const std::string &port)
{
    return port == "timeout" || port == "error" || port == "undo" || port == "default";
}

std::vector<PortInfo> outputPorts(const Node &node)
{
    const PortInfo next{"next", tr("Next")};
    const PortInfo timeout{"timeout", tr("Time-out")};
    switch (node.kind) {
    case NodeKind::Start:
    case NodeKind::Operation:
        return {next};
    case NodeKind::End:
    case NodeKind::Fail:
    case NodeKind::ContinueAsNew:
    case NodeKind::Note:
        return {};
    case NodeKind::If:
        return withUndoAndError({{"true", tr("True")}, {"false", tr("False")}}, node);
    case NodeKind::Switch: {
        std::vector<PortInfo> ports = portsNamed(textsOf(node, "cases"));
        ports.push_back({"default", tr("Any other")});
        return withUndoAndError(std::move(ports), node);
    }
    case NodeKind::WaitForEvent: {
        std::vector<PortInfo> ports = portsNamed(eventsOf(node));
        if (ports.empty())
            ports.push_back(next);
        ports.push_back(timeout);
        return withUndoAndError(std::move(ports), node);
    }
    case NodeKind::Approval: {
        std::vector<PortInfo> ports = portsNamed(outcomesOf(node));
        ports.push_back(timeout);
        return withUndoAndError(std::move(ports), node);
    }
    default:
        return withUndoAndError({next}, node);
    }
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
