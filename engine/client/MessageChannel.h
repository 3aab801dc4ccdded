// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QByteArray>
#include <QLocalSocket>
#include <QObject>

namespace perdura {

/// JSON messages over a local socket: each is a length of four bytes, most significant first, and that many
/// bytes of JSON, an object. Trusts nothing that comes in. Lives on one thread; owns the socket.
class MessageChannel final : public QObject
{
    Q_OBJECT

public:
    /// Of one message, both ways.
    static constexpr qsizetype maxMessageBytes = 64 * 1024 * 1024;
    /// What may wait for a peer that does not read; past it the connection is dropped.
    static constexpr qsizetype maxUnsentBytes = 2 * maxMessageBytes;

    /// Takes the socket, connected already.
    explicit MessageChannel(QLocalSocket *socket, QObject *parent = nullptr);

    /// Error InvalidArgument: the message is too large; nothing was sent.
    [[nodiscard]] Result<void> send(const Json &message);
    /// Sends what is waiting, then closes; nothing more is received.
    void close();

signals:
    void received(const perdura::Json &message);
    /// The peer sent something that is no message; what follows it cannot be trusted. Nothing more is
    /// received.
    void damaged(const perdura::Error &error);
    /// The connection is gone, for whatever reason. Emitted once.
    void closed();

private:
    void readAll();
    [[nodiscard]] bool takeMessage();
    void giveUp(ErrorCode code, const QString &message);

    QLocalSocket *m_socket;
    QByteArray m_input;
    bool m_listens = true;
};

} // namespace perdura
