// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/LimitedServer.h"

namespace perdura {

LimitedSocket::LimitedSocket(const WebSettings &settings)
    : m_most(settings.maxHeadBytes + settings.maxBodyBytes)
{
    setReadBufferSize(m_most + 1);
    m_patience.setSingleShot(true);
    m_patience.setInterval(settings.patience);
    // First of all listeners, so that nobody reads what is too much.
    connect(this, &QTcpSocket::readyRead, this, &LimitedSocket::count);
    connect(&m_patience, &QTimer::timeout, this, [this] {
        if (m_received > 0)
            refuse("HTTP/1.1 408 Request Timeout\r\n");
        else
            disconnectFromHost();
    });
    startPatience();
    connect(this, &QTcpSocket::bytesWritten, this, [this] { m_received = 0; });
}

void LimitedSocket::startPatience()
{
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    m_patience.start();
#endif
}

void LimitedSocket::count()
{
    if (m_received == 0)
        startPatience();
    m_received += bytesAvailable();
    if (m_received > m_most)
        refuse("HTTP/1.1 413 Content Too Large\r\n");
}

void LimitedSocket::refuse(const QByteArray &statusLine)
{
    disconnect(this, &QTcpSocket::readyRead, nullptr, nullptr);
    m_patience.stop();
    write(statusLine + "Content-Length: 0\r\nConnection: close\r\n\r\n");
    // What still comes is dropped; a client that goes on sending would otherwise never read the answer.
    connect(this, &QTcpSocket::readyRead, this, [this] { skip(bytesAvailable()); });
    QTimer::singleShot(m_patience.intervalAsDuration(), this, &QTcpSocket::abort);
    disconnectFromHost();
}

std::shared_ptr<QByteArray> LimitedSocket::takeRequest()
{
    m_received = 0;
    m_patience.stop();
    return m_answers.emplace_back(std::make_shared<QByteArray>());
}

void LimitedSocket::answered()
{
    while (!m_answers.empty() && !m_answers.front()->isEmpty()) {
        write(*m_answers.front());
        m_answers.pop_front();
    }
    if (m_answers.empty())
        startPatience();
}

void LimitedServer::incomingConnection(qintptr descriptor)
{
    auto socket = std::make_unique<LimitedSocket>(m_settings);
    if (!socket->setSocketDescriptor(descriptor))
        return;
    if (m_connections >= m_settings.maxConnections) {
        socket->abort();
        return;
    }
    ++m_connections;
    connect(socket.get(), &QObject::destroyed, this, [this] { --m_connections; });
    socket->setParent(this);
    addPendingConnection(socket.release());
}

} // namespace perdura
