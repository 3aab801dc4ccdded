// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/http/WebSettings.h"

#include <QPointer>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTimer>

#include <deque>
#include <memory>

namespace perdura {

/// A connection that bounds what its client may send, and how slowly, and that sends answers in the order of
/// their requests. Qt's HTTP server takes requests of any size (6.4). From 6.5 on that one does not show its
/// connections any more and keeps the order itself; then only the size is bounded, between two answers.
class LimitedSocket final : public QTcpSocket
{
    Q_OBJECT

public:
    explicit LimitedSocket(const WebSettings &settings);

    /// A request has come in whole. The place takes its answer.
    [[nodiscard]] std::shared_ptr<QByteArray> takeRequest();
    /// The answer is in its place: sends what is next in line.
    void answered();

private:
    void count();
    void startPatience();
    void refuse(const QByteArray &statusLine);

    qint64 m_most;
    qint64 m_received = 0;
    QTimer m_patience;
    std::deque<std::shared_ptr<QByteArray>> m_answers; ///< an empty one is still to come
};

/// Accepts connections as LimitedSocket, and no more than the settings allow.
class LimitedServer final : public QTcpServer
{
    Q_OBJECT

public:
    explicit LimitedServer(WebSettings settings, QObject *parent = nullptr)
        : QTcpServer(parent)
        , m_settings(std::move(settings))
    {}

protected:
    void incomingConnection(qintptr descriptor) override;

private:
    WebSettings m_settings;
    int m_connections = 0;
};

} // namespace perdura
