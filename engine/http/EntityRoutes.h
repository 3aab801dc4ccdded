// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/EntitySender.h"
#include "engine/http/HttpMessages.h"

#include <QObject>

namespace perdura {

/// What comes after …/entities: reading, signalling and deleting one entity, as Durable Functions' API does.
/// Lives on the hub's thread.
class EntityRoutes final : public QObject
{
    Q_OBJECT

public:
    /// Both must outlive this.
    EntityRoutes(HubClient &hub, EntitySender &sender, QObject *parent = nullptr);

    /// `route`: the entity's name and key. `done` is called later, or before this returns.
    void answer(const HttpQuestion &question, const QStringList &route, AnswerDone done);

private:
    void read(EntityId entity, AnswerDone done);
    void send(EntityId entity, const QString &operation, Json input, AnswerDone done);

    HubClient &m_hub;
    EntitySender &m_sender;
};

} // namespace perdura
