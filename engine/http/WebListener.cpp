// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/WebListener.h"

#include "engine/http/LimitedServer.h"

#include <QHttpServerRequest>
#include <QHttpServerResponder>
#include <QUrl>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray methodName(QHttpServerRequest::Method method)
{
    switch (method) {
    case QHttpServerRequest::Method::Get:
        return "GET";
    case QHttpServerRequest::Method::Put:
        return "PUT";
    case QHttpServerRequest::Method::Delete:
        return "DELETE";
    case QHttpServerRequest::Method::Post:
        return "POST";
    case QHttpServerRequest::Method::Head:
        return "HEAD";
    case QHttpServerRequest::Method::Patch:
        return "PATCH";
    default:
        return "OTHER";
    }
}

HttpQuestion questionOf(const QHttpServerRequest &request)
{
    HttpQuestion question;
    question.method = methodName(request.method());
    question.origin = "http://"_L1 + QString::fromUtf8(request.value("host"));
    const QUrl url = request.url();
    QByteArray target = url.path(QUrl::FullyEncoded).toUtf8();
    if (url.hasQuery())
        target += '?' + url.query(QUrl::FullyEncoded).toUtf8();
    readTarget(question, target);
    question.contentType = request.value("content-type").toLower();
    question.key = request.value("x-functions-key");
    question.continuationToken = request.value("x-ms-continuation-token");
    question.body = request.body();
    return question;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
QByteArray reasonPhrase(int status)
{
    switch (status) {
    case 200:
        return "OK";
    case 202:
        return "Accepted";
    case 400:
        return "Bad Request";
    case 401:
        return "Unauthorized";
    case 403:
        return "Forbidden";
    case 404:
        return "Not Found";
    case 410:
        return "Gone";
    case 412:
        return "Precondition Failed";
    case 500:
        return "Internal Server Error";
    case 501:
        return "Not Implemented";
    default:
        return "Status";
    }
}

QByteArray responseText(const HttpAnswer &answer, bool withBody)
{
    QByteArray text =
        "HTTP/1.1 " + QByteArray::number(answer.status) + ' ' + reasonPhrase(answer.status) + "\r\n";
    for (const auto &[name, value] : answer.headers)
        text += name + ": " + value + "\r\n";
    text += "Content-Length: " + QByteArray::number(answer.body.size()) + "\r\n\r\n";
    return withBody ? text + answer.body : text;
}
#endif

} // namespace

WebListener::WebListener(WebSettings settings, Handler handler, QObject *parent)
    : QAbstractHttpServer(parent)
    , m_settings(std::move(settings))
    , m_handler(std::move(handler))
{}

Result<quint16> WebListener::start()
{
    auto server = std::make_unique<LimitedServer>(m_settings);
    if (!server->listen(m_settings.address, m_settings.port)) {
        const QString place = m_settings.address.toString() + u':' + QString::number(m_settings.port);
        switch (server->serverError()) {
        case QAbstractSocket::AddressInUseError:
            return fail(ErrorCode::AlreadyExists,
                        tr("Another program listens on %1 already; choose another port.").arg(place));
        case QAbstractSocket::SocketAccessError:
            return fail(ErrorCode::AccessDenied,
                        tr("You are not allowed to listen on %1; choose a port above 1023.").arg(place));
        default:
            return fail(ErrorCode::Io,
                        tr("Cannot listen on %1 (%2); check the address.").arg(place, server->errorString()));
        }
    }
    const quint16 port = server->serverPort();
    bind(server.release());
    return port;
}

#if QT_VERSION < QT_VERSION_CHECK(6, 5, 0)
bool WebListener::handleRequest(const QHttpServerRequest &request, QTcpSocket *socket)
{
    // Every connection of the server was made by LimitedServer. It may be gone before the answer is there.
    const QPointer<LimitedSocket> connection = qobject_cast<LimitedSocket *>(socket);
    const auto place = connection->takeRequest();
    const bool withBody = request.method() != QHttpServerRequest::Method::Head;
    m_handler(questionOf(request), request.value("host"),
              [connection, place, withBody](const HttpAnswer &answer) {
                  *place = responseText(answer, withBody);
                  if (connection)
                      connection->answered();
              });
    return true;
}
#else
bool WebListener::handleRequest(const QHttpServerRequest &request, QHttpServerResponder &responder)
{
    const auto waiting = std::make_shared<QHttpServerResponder>(std::move(responder));
    m_handler(questionOf(request), request.value("host"), [waiting](const HttpAnswer &answer) {
        const auto status = QHttpServerResponder::StatusCode(answer.status);
#if QT_VERSION < QT_VERSION_CHECK(6, 8, 0)
        QHttpServerResponder::HeaderList headers;
        for (const auto &[name, value] : answer.headers)
            headers.emplace_back(name, value);
        waiting->write(answer.body, std::move(headers), status);
#else
        QHttpHeaders headers;
        for (const auto &[name, value] : answer.headers)
            headers.append(name, value);
        waiting->write(answer.body, headers, status);
#endif
    });
    return true;
}
#endif

} // namespace perdura
