// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/WebDoor.h"

#include "engine/http/WebApi.h"
#include "engine/http/WebKey.h"
#include "engine/http/WebListener.h"

#include <QUrl>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

WebDoor::WebDoor(HubClient &hub, const QString &workspace, std::shared_ptr<const ActivityRegistry> activities,
                 WebSettings settings, QObject *parent)
    : QObject(parent)
    , m_settings(std::move(settings))
    , m_starter(hub, workspace, activities)
    , m_sender(hub, workspace, std::move(activities))
    , m_triggers(workspace)
    , m_api(std::make_unique<WebApi>(hub, m_starter, m_sender, m_triggers, m_settings))
    , m_listener(std::make_unique<WebListener>(
          m_settings, [this](const HttpQuestion &question, const QByteArray &host, AnswerDone done) {
              answer(question, host, std::move(done));
          }))
{}

WebDoor::~WebDoor()
{
    // Before what it calls.
    m_listener.reset();
}

Result<quint16> WebDoor::open()
{
    if (m_settings.key.isEmpty() && !m_settings.address.isLoopback())
        return fail(ErrorCode::InvalidArgument,
                    tr("Without a key only this machine may be listened to; use 127.0.0.1 or a key."));
    auto port = m_listener->start();
    if (port)
        m_port = *port;
    return port;
}

QString WebDoor::address() const
{
    QUrl url;
    url.setScheme(u"http"_s);
    url.setHost(m_settings.address.toString());
    url.setPort(m_port);
    return url.toString();
}

bool WebDoor::isOwnName(const QByteArray &host) const
{
    const QUrl url("http://"_L1 + QString::fromUtf8(host));
    if (!url.isValid() || url.host().isEmpty() || !url.userInfo().isEmpty() || !url.path().isEmpty())
        return false;
    // Whoever listens to the network has names that are not known here; there the key protects.
    if (!m_settings.address.isLoopback())
        return true;
    const QString name = url.host();
    return name.compare("localhost"_L1, Qt::CaseInsensitive) == 0 || QHostAddress(name).isLoopback();
}

void WebDoor::answer(const HttpQuestion &question, const QByteArray &host, AnswerDone done)
{
    if (!isOwnName(host)) {
        done(shortError(403, tr("This server is not called “%1”; use the address that it listens on.")
                                 .arg(QString::fromUtf8(host.left(256)))));
        return;
    }
    const QByteArray given = question.key.isEmpty() ? question.value(u"code").toUtf8() : question.key;
    if (!m_settings.key.isEmpty() && !sameKey(given, m_settings.key)) {
        done(emptyAnswer(401));
        return;
    }
    m_api->answer(question, std::move(done));
}

} // namespace perdura
