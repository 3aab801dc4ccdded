// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/http/WebDoor.h"

#include <QNetworkAccessManager>
#include <QTemporaryDir>

namespace perdura {

struct WebReply
{
    int status = 0; ///< 0: no answer came
    QByteArray body;
    QMap<QByteArray, QByteArray> headers; ///< names in lower case

    [[nodiscard]] Json json() const;
};

/// A workspace with a running hub and its web door, on a port of its own.
class OpenDoor
{
public:
    explicit OpenDoor(WebSettings settings = {});
    ~OpenDoor();

    /// Writes a workflow into the workspace.
    void addWorkflow(const QString &fileName, const QByteArray &text);
    /// Closes hub and door and opens them again, with the same port.
    void reopen();

    /// Asks with the key, and waits for the answer.
    [[nodiscard]] WebReply call(const QByteArray &method, const QString &pathOrUrl,
                                const QByteArray &body = {}, const QByteArray &contentType = {});
    /// Asks exactly so.
    [[nodiscard]] WebReply send(const QByteArray &method, const QNetworkRequest &request,
                                const QByteArray &body = {});
    /// Asks until the instance's status is that.
    [[nodiscard]] bool reaches(const QString &instance, const std::string &status);

    [[nodiscard]] HubClient &hub() { return *m_hub; }
    [[nodiscard]] quint16 port() const { return m_settings.port; }
    [[nodiscard]] QString root() const { return QStringLiteral("http://127.0.0.1:%1").arg(port()); }

private:
    void open();

    QTemporaryDir m_folder;
    WebSettings m_settings;
    std::unique_ptr<HubClient> m_hub;
    std::unique_ptr<WebDoor> m_door;
    QNetworkAccessManager m_network;
};

/// A flow that waits for the event "Go" and gives what comes with it.
[[nodiscard]] QByteArray waitingWorkflow(const char *name);
/// A flow that ends at once and gives its input as {"got": …}; with the schema, when one is given.
[[nodiscard]] QByteArray quickWorkflow(const char *name, const QByteArray &schema = "{}");
/// A flow that fails at once.
[[nodiscard]] QByteArray failingWorkflow(const char *name);

} // namespace perdura
