// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QLocalServer>

namespace perdura {

/// Lets other processes of the same person reach this process's hub (RemoteHubClient is their side). Only
/// that person may connect. Lives on the thread of `client`, which must outlive it.
class HubServer final : public QObject
{
    Q_OBJECT

public:
    explicit HubServer(HubClient &client, QObject *parent = nullptr);
    /// Ends all connections; their pending requests fail on the other side.
    ~HubServer() override;

    /// A name as of QLocalServer, a full path included. What a crashed process left under that name is
    /// replaced, so the caller must own the hub's lock. Errors: Io, AccessDenied.
    [[nodiscard]] Result<void> listen(const QString &serverName);

private:
    void acceptAll();

    HubClient &m_client;
    QLocalServer m_server;
};

} // namespace perdura
