// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/http/HttpMessages.h"

#include <QObject>

namespace perdura {

/// What waits for a person, over HTTP: …/humanTasks lists all of it, …/instances/ID/humanTasks that of one
/// instance, and a POST to …/instances/ID/humanTasks/NUMBER answers. Durable Functions' API knows no human
/// tasks; these routes are in its manner. Lives on the hub's thread.
class HumanTaskRoutes final : public QObject
{
    Q_OBJECT

public:
    /// The hub must outlive this.
    explicit HumanTaskRoutes(HubClient &hub, QObject *parent = nullptr);

    /// Open tasks, oldest first, as JSON. `done` is called later.
    void list(const std::optional<InstanceId> &instance, AnswerDone done);
    /// `instance` was there just now. The body: {"outcome", "form", "comment", "answeredBy"}, of which the
    /// first is needed. `done` is called later, or before this returns.
    void answer(const HttpQuestion &question, const InstanceSummary &instance, const QString &number,
                AnswerDone done);

private:
    HubClient &m_hub;
};

} // namespace perdura
