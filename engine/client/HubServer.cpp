// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubServer.h"

#include "engine/client/HubServerConnection.h"

namespace perdura {

HubServer::HubServer(HubClient &client, QObject *parent)
    : QObject(parent)
    , m_client(client)
{
    m_server.setSocketOptions(QLocalServer::UserAccessOption);
    connect(&m_server, &QLocalServer::newConnection, this, &HubServer::acceptAll);
}

HubServer::~HubServer()
{
    m_server.close();
    // Before our members go: their sockets belong to them.
    qDeleteAll(findChildren<HubServerConnection *>(QString(), Qt::FindDirectChildrenOnly));
}

Result<void> HubServer::listen(const QString &serverName)
{
    QLocalServer::removeServer(serverName);
    if (m_server.listen(serverName))
        return {};
    const bool isDenied = m_server.serverError() == QAbstractSocket::SocketAccessError;
    return fail(isDenied ? ErrorCode::AccessDenied : ErrorCode::Io,
                tr("Other programs cannot reach the hub of this workspace: %1.").arg(m_server.errorString()));
}

void HubServer::acceptAll()
{
    while (QLocalSocket *socket = m_server.nextPendingConnection())
        new HubServerConnection(m_client, m_client.hubState(), socket, this);
}

} // namespace perdura
