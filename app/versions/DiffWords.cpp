// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/versions/DiffWords.h"

#include "app/versions/FieldWords.h"
#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>
#include <QStringList>

#include <algorithm>

namespace perdura {

namespace {

constexpr qsizetype shortValue = 32; // characters of a value in a row

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

/// One field, or one part of the definition, and what it was and is.
struct Change
{
    QString title;
    QString before;
    QString after;
};

QString shortened(const QString &text)
{
    const QString line = text.simplified();
    return line.size() > shortValue ? line.left(shortValue - 1) + u'…' : line;
}

DiffLine lineOf(DiffLine::Kind kind, const QString &what, const std::vector<Change> &changes)
{
    QStringList details;
    QStringList whole;
    for (const Change &change : changes) {
        details << tr("%1: %2 → %3").arg(change.title, shortened(change.before), shortened(change.after));
        whole << tr("%1: %2 → %3").arg(change.title, change.before, change.after);
    }
    return {kind, what, details.join(u", "), whole.join(u'\n')};
}

Change changeOf(const WorkflowDefinition &before, const WorkflowDefinition &after, const std::string &member)
{
    const auto words = [&member](const WorkflowDefinition &definition) {
        if (member == "kind")
            return definition.kind == DefinitionKind::Entity ? tr("entity") : tr("workflow");
        if (member == "input")
            return valueWords(definition.inputSchema.is_null() ? nullptr : &definition.inputSchema);
        const Json text = member == "name" ? definition.name : definition.description;
        return valueWords(text == "" ? nullptr : &text);
    };
    const QString title = member == "kind"    ? tr("Kind of definition")
                          : member == "input" ? tr("Input form")
                          : member == "name"  ? tr("Name")
                                              : tr("Description");
    return {title, words(before), words(after)};
}

const Json *fieldAt(const Node &node, const Json::json_pointer &place)
{
    if (node.fields.contains(place))
        return &node.fields.at(place);
    return node.unknown.contains(place) ? &node.unknown.at(place) : nullptr;
}

QString containerName(const WorkflowDefinition &definition, const Node &node)
{
    return node.parent ? nodeName(definition, *node.parent) : tr("none");
}

Change changeOf(const WorkflowDefinition &before, const WorkflowDefinition &after, const NodeId &id,
                const std::string &what, const ActivityCatalog &activities)
{
    const Node &old = *before.find(id);
    const Node &fresh = *after.find(id);
    if (what == "kind")
        return {tr("Kind of node"), nodeKindInfo(old.kind).title, nodeKindInfo(fresh.kind).title};
    if (what == "name")
        return {tr("Name"), QString::fromStdString(old.name), QString::fromStdString(fresh.name)};
    if (what == "parent")
        return {tr("Container"), containerName(before, old), containerName(after, fresh)};
    const FieldWords words = fieldWords(fresh, what, activities);
    const Json::json_pointer place(what);
    return {words.title, valueWords(fieldAt(old, place), words.schema),
            valueWords(fieldAt(fresh, place), words.schema)};
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
                                const WorkflowDefinition &after, const ActivityCatalog &activities)
{
    std::vector<DiffLine> lines;
    if (!diff.members.empty()) {
        std::vector<Change> changes;
        for (const std::string &member : diff.members)
            changes.push_back(changeOf(before, after, member));
        lines.push_back(lineOf(DiffLine::Kind::Changed, tr("The workflow itself"), changes));
    }
    for (const NodeChange &node : diff.nodes) {
        std::vector<Change> changes;
        for (const std::string &what : node.what)
            changes.push_back(changeOf(before, after, node.node, what, activities));
        const WorkflowDefinition &home = node.kind == NodeChange::Kind::Removed ? before : after;
        lines.push_back(lineOf(kindOf(node.kind), nodeName(home, node.node), changes));
    }
    for (const Edge &edge : diff.addedEdges)
        lines.push_back({DiffLine::Kind::Added, edgeWords(after, edge), {}, {}});
    for (const Edge &edge : diff.removedEdges)
        lines.push_back({DiffLine::Kind::Removed, edgeWords(before, edge), {}, {}});
    std::ranges::stable_partition(lines,
                                  [](const DiffLine &line) { return line.kind != DiffLine::Kind::Moved; });
    return lines;
}

} // namespace perdura
