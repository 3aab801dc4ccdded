// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/ReplayCheck.h"

#include <QObject>
#include <QStringList>

#include <deque>
#include <memory>

namespace perdura {

/// Looks whether any of some instances could go on with a drawing that need not be published yet: replays
/// their histories against it, one after the other, until one fits. Lives on its hub's thread, which must
/// outlive it; the replays run on another one. Deleting it ends the check.
class VersionsMoveCheck final : public QObject
{
    Q_OBJECT

public:
    VersionsMoveCheck(HubClient &hub, std::shared_ptr<const WorkflowDefinition> definition,
                      const QStringList &ids, QObject *parent);

    /// Once; ends with one of the signals.
    void start() { next(); }

signals:
    void oneFits();
    /// Why each of them cannot be moved, by its id.
    void noneFits(const std::map<perdura::InstanceId, QString> &refusals);
    void failed(const perdura::Error &error);

private:
    void next();
    void look(const InstanceSummary &instance);
    void replay(const InstanceId &id, std::shared_ptr<const History> history);
    void refuse(const InstanceId &id, const QString &why);

    HubClient &m_hub;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
    std::deque<InstanceId> m_waiting;
    std::map<InstanceId, QString> m_refusals;
};

} // namespace perdura
