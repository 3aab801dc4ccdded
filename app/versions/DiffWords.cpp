// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/DiffWords.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DiffWords", text);
}

DiffLine::Kind kindOf(NodeChange::Kind kind)
{
    switch (kind) {
    case NodeChange::Kind::Added:
        return DiffLine::Kind::Added;
    case NodeChange::Kind::Removed:
        return DiffLine::Kind::Removed;
    case NodeChange::Kind::Changed:
        return DiffLine::Kind::Changed;
    case NodeChange::Kind::Moved:
        return DiffLine::Kind::Moved;
    }
    Q_UNREACHABLE();
}

/// "/input/path" is shown as "input.path".
QString detailOf(const std::string &what)
{
    if (what == "kind")
        return tr("kind of node");
    if (what == "parent")
        return tr("container");
    QString text = QString::fromStdString(what);
    if (text.startsWith(u'/'))
        text = text.mid(1).replace(u'/', u'.').replace(QStringLiteral("~1"), QStringLiteral("/"));
    return text;
}

QString memberWord(const std::string &member)
{
    if (member == "input")
        return tr("input form");
    return member == "kind" ? tr("kind of definition") : QString::fromStdString(member);
}

QString nodeName(const WorkflowDefinition &definition, const NodeId &id)
{
    const Node *node = definition.find(id);
    return node && !node->name.empty() ? QString::fromStdString(node->name) : id.toQString();
}

QString edgeWords(const WorkflowDefinition &definition, const Edge &edge)
{
    const QString from = nodeName(definition, edge.from);
    const QString to = nodeName(definition, edge.to);
    return edge.port.empty() || edge.port == "next"
               ? tr("Edge %1 → %2").arg(from, to)
               : tr("Edge %1 (%2) → %3").arg(from, QString::fromStdString(edge.port), to);
}

} // namespace

QString kindWord(DiffLine::Kind kind)
{
    switch (kind) {
    case DiffLine::Kind::Added:
        return tr("Added");
    case DiffLine::Kind::Removed:
        return tr("Removed");
    case DiffLine::Kind::Changed:
        return tr("Changed");
    case DiffLine::Kind::Moved:
        return tr("Only moved");
    }
    Q_UNREACHABLE();
}

std::vector<DiffLine> diffLines(const DefinitionDiff &diff, const WorkflowDefinition &before,
                                const WorkflowDefinition &after)
{
    std::vector<DiffLine> lines;
    if (!diff.members.empty()) {
        QStringList members;
        std::ranges::transform(diff.members, std::back_inserter(members), memberWord);
        lines.push_back({DiffLine::Kind::Changed, tr("The workflow itself"), members.join(u", ")});
    }
    for (const NodeChange &change : diff.nodes) {
        QStringList details;
        std::ranges::transform(change.what, std::back_inserter(details), detailOf);
        const WorkflowDefinition &home = change.kind == NodeChange::Kind::Removed ? before : after;
        lines.push_back({kindOf(change.kind), nodeName(home, change.node), details.join(u", ")});
    }
    for (const Edge &edge : diff.addedEdges)
        lines.push_back({DiffLine::Kind::Added, edgeWords(after, edge), {}});
    for (const Edge &edge : diff.removedEdges)
        lines.push_back({DiffLine::Kind::Removed, edgeWords(before, edge), {}});
    std::ranges::stable_partition(lines,
                                  [](const DiffLine &line) { return line.kind != DiffLine::Kind::Moved; });
    return lines;
}

} // namespace perdura
