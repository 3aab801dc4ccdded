// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/http/HttpMessages.h"
#include "engine/http/WebSettings.h"

#include <QAbstractHttpServer>

#include <functional>

namespace perdura {

/// The HTTP server itself: turns requests into questions and answers into responses. Lives on one thread.
class WebListener final : public QAbstractHttpServer
{
    Q_OBJECT

public:
    using Handler =
        std::function<void(const HttpQuestion &question, const QByteArray &host, AnswerDone done)>;

    WebListener(WebSettings settings, Handler handler, QObject *parent = nullptr);

    /// Gives the port. Errors: AlreadyExists (somebody listens there), AccessDenied, Io.
    [[nodiscard]] Result<quint16> start();

protected:
#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
    bool handleRequest(const QHttpServerRequest &request, QTcpSocket *socket) override;
    void missingHandler(const QHttpServerRequest &, QTcpSocket *) override {}
#elif QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &&) override {}
#else
    bool handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder) override;
    void missingHandler(const QHttpServerRequest &, QHttpServerResponder &) override {}
#endif

private:
    WebSettings m_settings;
    Handler m_handler;
};

} // namespace perdura
