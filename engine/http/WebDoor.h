// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/EntitySender.h"
#include "engine/client/WorkflowStarter.h"
#include "engine/core/Result.h"
#include "engine/http/HttpMessages.h"
#include "engine/http/WebSettings.h"
#include "engine/triggers/WorkspaceTriggers.h"

#include <QObject>

#include <memory>

namespace perdura {

class WebApi;
class WebListener;

/// The way into a workspace's hub from outside: an HTTP server with Durable Functions' API. Lets in who
/// addresses it by a name of this machine (a web page cannot reach it through a name of its own) and who
/// knows the key. Lives on the hub's thread; closed when destroyed. Source: http-api rules of the field,
/// section 1.
class WebDoor final : public QObject
{
    Q_OBJECT

public:
    /// The hub must outlive this.
    WebDoor(HubClient &hub, const QString &workspace, std::shared_ptr<const ActivityRegistry> activities,
            WebSettings settings, QObject *parent = nullptr);
    ~WebDoor() override;

    /// Gives the port. Errors: InvalidArgument (no key, but not loopback only), AlreadyExists (somebody
    /// listens there), AccessDenied, Io.
    [[nodiscard]] Result<quint16> open();

    /// "http://127.0.0.1:7071", once open.
    [[nodiscard]] QString address() const;

private:
    void answer(const HttpQuestion &question, const QByteArray &host, AnswerDone done);
    [[nodiscard]] bool isOwnName(const QByteArray &host) const;

    WebSettings m_settings;
    WorkflowStarter m_starter;
    EntitySender m_sender;
    WorkspaceTriggers m_triggers;
    std::unique_ptr<WebApi> m_api;
    std::unique_ptr<WebListener> m_listener;
    quint16 m_port = 0;
};

} // namespace perdura
