// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/WorkflowStarter.h"
#include "engine/definition/Expression.h"

#include <QObject>

namespace perdura {

/// Something happened that a trigger waits for.
struct TriggerEvent
{
    std::string workflow; ///< to be started
    std::string trigger;  ///< what started it, for the instance's tag `trigger`: "schedule 0 6 * * *"
    InstanceId instance;  ///< its id, the same whenever the same thing is told again
    Json input = nullptr; ///< the trigger's own, with expressions
    Json told = nullptr;  ///< what the trigger tells
};

/// An id out of a workflow's name and what happened, with the characters that ids cannot have replaced and
/// cut to the length that they may have.
[[nodiscard]] InstanceId triggerInstanceId(const std::string &workflow, const std::string &what);

/// Starts what triggers ask for, each thing once: an instance of the same id, be it ended, refuses the start.
/// Lives on the hub's thread; expressions are evaluated on another one.
class TriggerLauncher final : public QObject
{
    Q_OBJECT

public:
    /// The hub must outlive this.
    TriggerLauncher(HubClient &hub, const QString &workspace,
                    std::shared_ptr<const ActivityRegistry> activities, QObject *parent = nullptr);

    /// `done` is called later with whether the thing is dealt with: started, or started before. If not, the
    /// caller may ask again.
    void launch(TriggerEvent event, std::function<void(bool)> done);

signals:
    void started(const QString &workflow, const perdura::InstanceId &instance);
    void failed(const QString &workflow, const QString &why);

private:
    WorkflowStarter m_starter;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
};

} // namespace perdura
