// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/RemoteHubClient.h"

#include <QLocalSocket>
#include <QPointer>
#include <QTimer>

#include <chrono>

namespace perdura {

namespace {

using Done = std::function<void(Result<std::unique_ptr<HubClient>>)>;
using namespace std::chrono_literals;

constexpr auto patience = 10s;

/// One try to reach a hub. A child of the context, so that it ends with it; owns what it makes until it hands
/// that on.
class Attempt final : public QObject
{
public:
    Attempt(Done done, QObject *context)
        : QObject(context)
        , m_done(std::move(done))
    {}

    void finish(Result<std::unique_ptr<HubClient>> result)
    {
        if (!m_done)
            return;
        deleteLater();
        std::exchange(m_done, {})(std::move(result));
    }

private:
    Done m_done;
};

Error describe(QLocalSocket::LocalSocketError error, const QString &text)
{
    if (error == QLocalSocket::ServerNotFoundError || error == QLocalSocket::ConnectionRefusedError)
        return {ErrorCode::NotFound, RemoteHubClient::tr("No hub is running for this workspace.")};
    if (error == QLocalSocket::SocketAccessError) {
        return {ErrorCode::AccessDenied,
                RemoteHubClient::tr(
                    "The hub of this workspace belongs to another person; only they can reach it.")};
    }
    return {ErrorCode::Io, RemoteHubClient::tr("The hub of this workspace cannot be reached: %1.").arg(text)};
}

} // namespace

void RemoteHubClient::connectTo(const QString &serverName, QObject *context, Done done)
{
    auto *attempt = new Attempt(std::move(done), context);
    auto *socket = new QLocalSocket(attempt);
    QTimer::singleShot(patience, attempt, [attempt] {
        attempt->finish(fail(ErrorCode::TimedOut,
                             tr("The hub of this workspace does not answer; close the program that "
                                "runs it (its process is named in .perdura/hub.json) and try again.")));
    });
    connect(socket, &QLocalSocket::errorOccurred, attempt,
            [attempt, socket](QLocalSocket::LocalSocketError error) {
                attempt->finish(fail(describe(error, socket->errorString())));
            });
    connect(socket, &QLocalSocket::connected, attempt, [attempt, socket] {
        socket->disconnect(attempt);
        auto *client = new RemoteHubClient(socket);
        client->setParent(attempt);
        // The answer comes from the client's destructor when the context goes, and the attempt with it.
        client->greet([attempt = QPointer(attempt), client](const Result<void> &greeted) {
            if (!attempt)
                return;
            if (!greeted) {
                attempt->finish(fail(greeted.error()));
                return;
            }
            client->setParent(nullptr);
            attempt->finish(std::unique_ptr<HubClient>(client));
        });
    });
    // Queued, so that `done` never comes before this returns.
    QMetaObject::invokeMethod(
        socket, [socket, serverName] { socket->connectToServer(serverName); }, Qt::QueuedConnection);
}

} // namespace perdura
