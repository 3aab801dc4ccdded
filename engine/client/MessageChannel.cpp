// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/MessageChannel.h"

#include <QPointer>
#include <QtEndian>

namespace perdura {

namespace {

constexpr qsizetype headerBytes = 4;
// Values nest up to the limit of parseJson by themselves; the message around them adds a few levels.
constexpr JsonLimits messageLimits{.maxBytes = MessageChannel::maxMessageBytes,
                                   .maxDepth = JsonLimits{}.maxDepth + 20};

} // namespace

MessageChannel::MessageChannel(QLocalSocket *socket, QObject *parent)
    : QObject(parent)
    , m_socket(socket)
{
    socket->setParent(this);
    connect(socket, &QLocalSocket::readyRead, this, &MessageChannel::readAll);
    connect(socket, &QLocalSocket::disconnected, this, &MessageChannel::closed);
    // What came in before we listened.
    if (socket->bytesAvailable() > 0)
        QMetaObject::invokeMethod(this, &MessageChannel::readAll, Qt::QueuedConnection);
}

Result<void> MessageChannel::send(const Json &message)
{
    const std::string text = dumpJson(message);
    if (qsizetype(text.size()) > maxMessageBytes) {
        return fail(ErrorCode::InvalidArgument,
                    tr("The data has %1 MB; at most %2 MB can pass between two programs at once.")
                        .arg(text.size() / (1024 * 1024))
                        .arg(maxMessageBytes / (1024 * 1024)));
    }
    if (m_socket->state() != QLocalSocket::ConnectedState)
        return {};
    char header[headerBytes];
    qToBigEndian(quint32(text.size()), header);
    // Whoever hears that the connection has ended may delete us.
    const QPointer<QLocalSocket> socket(m_socket);
    socket->write(header, headerBytes);
    if (socket)
        socket->write(text.data(), qint64(text.size()));
    if (socket && socket->bytesToWrite() > maxUnsentBytes)
        QMetaObject::invokeMethod(socket, &QLocalSocket::abort, Qt::QueuedConnection);
    return {};
}

void MessageChannel::close()
{
    m_listens = false;
    m_socket->disconnectFromServer();
}

void MessageChannel::readAll()
{
    if (!m_listens) {
        m_socket->readAll();
        return;
    }
    m_input += m_socket->readAll();
    const QPointer<MessageChannel> self(this);
    while (self && m_listens && takeMessage()) {
    }
}

bool MessageChannel::takeMessage()
{
    if (m_input.size() < headerBytes)
        return false;
    const qsizetype size = qFromBigEndian<quint32>(m_input.constData());
    if (size == 0 || size > maxMessageBytes) {
        giveUp(ErrorCode::InvalidArgument,
               tr("A message of %1 bytes was announced; from 1 to %2 are allowed.")
                   .arg(size)
                   .arg(maxMessageBytes));
        return false;
    }
    if (m_input.size() < headerBytes + size)
        return false;
    const auto message =
        parseJson(std::string_view(m_input.constData() + headerBytes, std::size_t(size)), messageLimits);
    m_input.remove(0, headerBytes + size);
    if (!message || !message->is_object()) {
        giveUp(ErrorCode::InvalidJson,
               message ? tr("The message is not a JSON object.") : message.error().message);
        return false;
    }
    emit received(*message);
    return true;
}

void MessageChannel::giveUp(ErrorCode code, const QString &message)
{
    m_listens = false;
    m_input.clear();
    emit damaged(Error{code, message});
}

} // namespace perdura
