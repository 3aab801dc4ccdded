// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Waits.h"

#include "engine/definition/RunTrace.h"
#include "engine/script/JsExpressionEvaluator.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Waits", text);
}

} // namespace

QString nodeWords(const WorkflowDefinition &definition, const Origin &origin)
{
    const Node *node = definition.find(NodeId(origin.node));
    const QString name = QString::fromStdString(node ? node->name : origin.node).simplified();
    return origin.iteration.empty() ? tr("“%1”").arg(name)
                                    : tr("“%1” [%2]").arg(name, QString::fromStdString(origin.iteration));
}

QStringList findWaits(const std::shared_ptr<const WorkflowDefinition> &definition, const History &history)
{
    QStringList waits;
    const RunTrace trace = traceRun(definition, history, makeExpressionEvaluator());
    for (const NodeVisit &visit : trace.visits) {
        if (visit.end)
            continue;
        const QString node = nodeWords(*definition, {visit.node.value, visit.iteration});
        if (visit.state == NodeRunState::Waiting)
            waits += tr("%1 (%2)").arg(QString::fromStdString(visit.waitingFor).simplified(), node);
    }
    return waits;
}

} // namespace perdura
