// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubServer.h"
#include "engine/client/RemoteHubClient.h"
#include "tests/engine/client/ScriptedHub.h"

#include <QDebug>
#include <QTemporaryDir>
#include <QTest>

namespace perdura {

/// A scripted hub behind a server in a folder of its own, and the ways to reach it.
class ServedHub : public QObject
{
public:
    [[nodiscard]] QString serverName() const { return m_folder.filePath(QStringLiteral("hub.socket")); }

    std::unique_ptr<HubClient> connected()
    {
        std::unique_ptr<HubClient> client;
        Error error;
        bool isDone = false;
        RemoteHubClient::connectTo(serverName(), this, [&](Result<std::unique_ptr<HubClient>> result) {
            isDone = true;
            if (result)
                client = *std::move(result);
            else
                error = result.error();
        });
        if (!QTest::qWaitFor([&] { return isDone; }) || !client)
            qWarning().noquote() << "not connected:" << error.message;
        return client;
    }

    std::optional<Error> connectError(const QString &server)
    {
        std::optional<Error> error;
        RemoteHubClient::connectTo(server, this, [&](Result<std::unique_ptr<HubClient>> result) {
            error = result ? Error{ErrorCode::Io, QStringLiteral("(it worked)")} : result.error();
        });
        [[maybe_unused]] const bool isDone = QTest::qWaitFor([&] { return error.has_value(); }, 15'000);
        return error;
    }

    template <typename T>
    Result<T> waitFor(QFuture<Result<T>> future)
    {
        if (!QTest::qWaitFor([&] { return future.isFinished(); }, 60'000))
            return fail(ErrorCode::TimedOut, QStringLiteral("(no answer)"));
        return future.result();
    }

    /// A new hub that listens.
    void serve()
    {
        m_server.reset();
        m_hub = std::make_unique<ScriptedHub>();
        m_server = std::make_unique<HubServer>(*m_hub);
        QVERIFY(m_server->listen(serverName()));
    }

protected:
    QTemporaryDir m_folder;
    std::unique_ptr<ScriptedHub> m_hub;
    std::unique_ptr<HubServer> m_server;
};

} // namespace perdura
