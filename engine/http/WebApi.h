// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/client/WorkflowStarter.h"
#include "engine/http/EntityRoutes.h"
#include "engine/http/HttpMessages.h"
#include "engine/http/HumanTaskRoutes.h"
#include "engine/http/RouteMatch.h"
#include "engine/http/WebSettings.h"

#include <QObject>

namespace perdura {

/// Durable Functions' HTTP API over a hub: starts, status, events, terminate, suspend, resume, rewind,
/// restart and purge of one instance; one entity; and what waits for a person. Knows nothing of sockets; keys
/// and hosts are the server's business. What is not a route is answered with an empty 404. Lives on the hub's
/// thread.
class WebApi final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    WebApi(HubClient &hub, WorkflowStarter &starter, EntitySender &sender, const WorkspaceTriggers &triggers,
           WebSettings settings, QObject *parent = nullptr);

    /// `done` is called later, or before this returns.
    void answer(const HttpQuestion &question, AnswerDone done);

private:
    void startRoute(const HttpQuestion &question, const QStringList &route, AnswerDone done);
    void instanceRoute(const HttpQuestion &question, const QStringList &route, AnswerDone done);
    void instanceFound(const HttpQuestion &question, const QStringList &route, const InstanceDetail &detail,
                       AnswerDone done);
    void command(const HttpQuestion &question, const QString &verb, const InstanceDetail &detail,
                 AnswerDone done);

    void startByRoute(const HttpQuestion &question, const RouteMatch &match, AnswerDone done);
    void start(const HttpQuestion &question, NamedStart request, AnswerDone done);
    /// 202 with the links, or what became of the instance when the client wants to wait.
    void started(const HttpQuestion &question, const InstanceId &instance, AnswerDone done);
    void status(const HttpQuestion &question, const InstanceDetail &detail, AnswerDone done);
    void raiseEvent(const HttpQuestion &question, const InstanceId &instance, const QString &event,
                    AnswerDone done);
    void restart(const HttpQuestion &question, const InstanceId &instance, AnswerDone done);
    void purge(const InstanceDetail &detail, AnswerDone done);
    /// 202 when the hub took it.
    void queue(QFuture<Result<void>> future, AnswerDone done);

    HubClient &m_hub;
    WorkflowStarter &m_starter;
    EntityRoutes m_entities;
    HumanTaskRoutes m_humanTasks;
    const WorkspaceTriggers &m_triggers;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
    WebSettings m_settings;
};

} // namespace perdura
