// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/client/MessageChannel.h"

namespace perdura {

class ObjectReader;

/// One client process of a hub: turns its requests into calls of the HubClient and answers into replies.
/// Deletes itself when the connection ends.
class HubServerConnection final : public QObject
{
    Q_OBJECT

public:
    /// Takes the socket. `state` is the hub's at this moment; `client` outlives the connection.
    HubServerConnection(HubClient &client, const HubState &state, QLocalSocket *socket, QObject *parent);

private:
    void receive(const Json &message);
    void greet(const Json &id, ObjectReader &params);
    /// False: there is no such method.
    [[nodiscard]] bool dispatch(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchQuery(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchInsight(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchCommand(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchControl(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchEntities(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchOperators(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchBatches(const Json &id, const std::string &method, ObjectReader &params);
    [[nodiscard]] bool dispatchFiles(const Json &id, const std::string &method, ObjectReader &params);

    /// Calls `ask` for its future when the parameters were read whole, and replies with what it brings.
    template <typename Ask>
    void answer(const Json &id, ObjectReader &params, Ask ask);
    void reply(const Json &id, const Json &result);
    void refuse(const Json &id, const Error &error);
    void tell(const char *notice, const Json &params);
    void send(const Json &message, const Json &id);

    HubClient &m_client;
    HubState m_state;
    MessageChannel m_channel;
    bool m_isGreeted = false;
    int m_openRequests = 0;
    QString m_author = systemUserName(); ///< who the client is, as it says
};

} // namespace perdura
