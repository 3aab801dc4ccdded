// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QHostAddress>
#include <QString>

#include <chrono>

namespace perdura {

/// How the web door stands open. The limits are per request and connection.
struct WebSettings
{
    QHostAddress address = QHostAddress::LocalHost;
    quint16 port = 7071; ///< 0: any free one
    QByteArray key;      ///< empty: nobody is asked for one; only for loopback addresses
    QString taskHub = QStringLiteral("Perdura");
    qint64 maxHeadBytes = 64 * 1024;
    qint64 maxBodyBytes = 8 * 1024 * 1024;
    int maxConnections = 200;
    std::chrono::seconds patience{30}; ///< for one request to come in
};

} // namespace perdura
