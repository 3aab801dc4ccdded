// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FixRequest.h"
#include "engine/definition/FlowIndex.h"
#include "engine/definition/FreshNames.h"
#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ProblemFixes", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// Where there is no doubt which step comes first, the new Start leads to it.
Fixes addStart(const FixRequest &request)
{
    Node start = makeNode(NodeKind::Start, freeId(request.definition, NodeKind::Start),
                          freeName(request.definition, nodeKindInfo(NodeKind::Start).title.toStdString()));
    const FlowIndex index(request.definition);
    std::vector<const Node *> entries = index.entries(nullptr);
    std::erase_if(entries, [](const Node *node) { return !nodeKindInfo(node->kind).hasInput; });
    AddNode add{std::move(start), {}, {}};
    if (entries.size() == 1)
        add.to = entries.front()->id;
    return {{tr("Add a Start"), {std::move(add)}}};
}

Fixes removeNode(const FixRequest &request)
{
    return {{tr("Delete “%1”").arg(qs(request.node->name)), {RemoveNode{request.node->id}}}};
}

Fixes rename(const FixRequest &request)
{
    const std::string &own = request.node->name;
    const std::string name = freeName(
        request.definition, own.empty() ? nodeKindInfo(request.node->kind).title.toStdString() : own);
    const QString title = own.empty() ? tr("Name it “%1”") : tr("Rename it to “%1”");
    return {{title.arg(qs(name)), {RenameNode{request.node->id, name}}}};
}

/// One that leaves the node by the port in question.
template <typename Predicate>
Fixes removeEdge(const FixRequest &request, Predicate isWrong)
{
    const auto &edges = request.definition.edges;
    // From behind: of two edges at one port the second is the wrong one.
    const auto found = std::find_if(edges.rbegin(), edges.rend(), [&](const Edge &edge) {
        return edge.from == request.node->id && edge.port == request.problem.port && isWrong(edge);
    });
    if (found == edges.rend())
        return {};
    return {{tr("Delete the edge"), {RemoveEdge{found->from, found->port, found->to}}}};
}

/// The problem says no more of the edge than its sentence, so all of that kind go.
Fixes removeEdgesToNowhere(const FixRequest &request)
{
    ProblemFix fix{tr("Delete edges without an end"), {}};
    for (const Edge &edge : request.definition.edges) {
        if (!request.definition.find(edge.from) || !request.definition.find(edge.to))
            fix.edits.push_back(RemoveEdge{edge.from, edge.port, edge.to});
    }
    return {std::move(fix)};
}

Fixes connectEntries(const FixRequest &request)
{
    const auto entries = FlowIndex(request.definition).entries(request.node);
    if (entries.size() != 2)
        return {};
    const Node &first = *entries[0];
    const auto ports = outputPorts(first);
    if (ports.empty() || ports.front().id != "next" || request.definition.target(first.id, "next"))
        return {};
    return {{tr("Connect “%1” to “%2”").arg(qs(first.name), qs(entries[1]->name)),
             {ConnectPort{first.id, "next", entries[1]->id}}}};
}

Fixes failOnTimeout(const FixRequest &request)
{
    Node fail = newNodeBeside(request, NodeKind::Fail, *request.node, tr("Out of time"));
    fail.fields["message"] = tr("“%1” had no answer in time.").arg(qs(request.node->name)).toStdString();
    return {
        {tr("Fail when the time is up"), {AddNode{std::move(fail), {{request.node->id, "timeout"}}, {}}}}};
}

Fixes endAtPort(const FixRequest &request)
{
    Node end = newNodeBeside(request, NodeKind::End, *request.node);
    return {{tr("End the flow at “%1”").arg(qs(request.problem.port)),
             {AddNode{std::move(end), {{request.node->id, request.problem.port}}, {}}}}};
}

} // namespace

Node newNodeBeside(const FixRequest &request, NodeKind kind, const Node &beside, const QString &name)
{
    const QString wanted = name.isEmpty() ? nodeKindInfo(kind).title : name;
    Node node =
        makeNode(kind, freeId(request.definition, kind), freeName(request.definition, wanted.toStdString()));
    node.parent = beside.parent;
    return node;
}

Fixes fixesOfFlow(const FixRequest &request)
{
    if (request.is("start.missing"))
        return addStart(request);
    if (request.is("edge.missing"))
        return removeEdgesToNowhere(request);
    if (!request.node)
        return {};
    for (const char *code : {"start.several", "start.inside", "node.kind", "node.unreachable",
                             "operation.inside", "container.empty", "variable.none"}) {
        if (request.is(code))
            return removeNode(request);
    }
    if (request.is("name.empty") || request.is("name.duplicate"))
        return rename(request);
    if (request.is("edge.port") || request.is("edge.duplicate"))
        return removeEdge(request, [](const Edge &) { return true; });
    if (request.is("edge.crosses"))
        return removeEdge(request, [&](const Edge &edge) {
            const Node *to = request.definition.find(edge.to);
            return to && to->parent != request.node->parent;
        });
    if (request.is("edge.intoStart"))
        return removeEdge(request, [&](const Edge &edge) {
            const Node *to = request.definition.find(edge.to);
            return to && !nodeKindInfo(to->kind).hasInput;
        });
    if (request.is("container.entries"))
        return connectEntries(request);
    if (request.is("timeout.unconnected"))
        return failOnTimeout(request);
    if (request.is("port.unconnected"))
        return endAtPort(request);
    return {};
}

} // namespace perdura
