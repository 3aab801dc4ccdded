// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/NewEntity.h"

#include "engine/core/EntityId.h"
#include "engine/definition/NodeCatalog.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::NewEntity", text);
}

NodeId id(const char *text)
{
    return NodeId(std::string(text));
}

constexpr double apart = 280; ///< from node to node, in pixels

} // namespace

QString flawOfEntityName(const QString &name, const QStringList &taken)
{
    if (name.trimmed().isEmpty())
        return tr("Give the entity a name.");
    if (name != name.trimmed())
        return tr("The name must not begin or end with a space.");
    if (!makeEntityId(name.toStdString(), {}))
        return tr("The name must not have an “@”, which parts name and key.");
    if (taken.contains(name, Qt::CaseInsensitive))
        return tr("There is an entity “%1” in this workspace already; choose another name.").arg(name);
    return {};
}

WorkflowDefinition newEntity(const QString &name)
{
    WorkflowDefinition definition;
    definition.kind = DefinitionKind::Entity;
    definition.name = name.toStdString();
    Node operation = makeNode(NodeKind::Operation, id("operation-1"), "set");
    Node keep = makeNode(NodeKind::SetState, id("set-state-1"), tr("Keep the input").toStdString());
    keep.fields["state"] = "=input";
    Node end = makeNode(NodeKind::End, id("end-1"), tr("Answer").toStdString());
    end.fields["output"] = "=state";
    definition.edges = {{operation.id, "next", keep.id}, {keep.id, "next", end.id}};
    definition.layout = {{operation.id, {0, 0}}, {keep.id, {apart, 0}}, {end.id, {2 * apart, 0}}};
    definition.nodes = {std::move(operation), std::move(keep), std::move(end)};
    return definition;
}

} // namespace perdura
