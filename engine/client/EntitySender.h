// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/FindDrawing.h"
#include "engine/client/HubClient.h"

#include <QObject>

#include <functional>

namespace perdura {

/// Signals the entities that a workspace draws, as its files are at that moment: publishes, then sends. For
/// web clients. Lives on its hub's thread, which must outlive it; reads files on another one.
class EntitySender final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<void>)>;

    EntitySender(HubClient &hub, QString workspace, std::shared_ptr<const ActivityRegistry> activities,
                 QObject *parent = nullptr);

    /// `done` is called later, once, unless this object goes first. Errors: those of findDrawing() and
    /// HubClient::signalEntity().
    void send(EntityId entity, QString operation, Json input, Done done);

private:
    HubClient &m_hub;
    QString m_workspace;
    std::shared_ptr<const ActivityRegistry> m_activities;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
};

} // namespace perdura
