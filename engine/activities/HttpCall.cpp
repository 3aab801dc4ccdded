// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/HttpCall.h"

#include "engine/activities/CertificateWords.h"
#include "engine/activities/HttpBody.h"
#include "engine/activities/InputReader.h"

#include <QNetworkRequest>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

// Errors below it are of the network and of proxies; above it the server has answered.
constexpr int firstAnswerError = 200;

constexpr int maxRedirections = 10;

int defaultPort(const QUrl &url)
{
    return url.scheme() == "https"_L1 ? 443 : 80;
}

Json headersOf(const QNetworkReply &reply)
{
    Json headers = Json::object();
    for (const auto &[name, value] : reply.rawHeaderPairs())
        headers[name.toLower().toStdString()] = QString::fromUtf8(value).toStdString();
    return headers;
}

void addBody(HttpBody body, Json &answer)
{
    answer["body"] = std::move(body.value);
    if (body.isBase64)
        answer["bodyIsBase64"] = true;
}

} // namespace

HttpCall::HttpCall(HttpRequest request, ActivityDone done)
    : m_request(std::move(request))
    , m_done(std::move(done))
{
    m_timeLimit.setSingleShot(true);
    connect(&m_timeLimit, &QTimer::timeout, this, [this] {
        abort(passingFailure("TimedOut",
                             tr("%1 did not answer in %2.")
                                 .arg(m_request.url.toDisplayString(), describeDuration(m_request.timeout))));
    });
}

void HttpCall::start(HttpRequest request, const std::stop_token &stop, ActivityDone done)
{
    auto *call = new HttpCall(std::move(request), std::move(done)); // deletes itself in finish()
    call->begin(stop);
}

void HttpCall::begin(const std::stop_token &stop)
{
    m_at = m_request.url;
    m_timeLimit.start(std::chrono::ceil<std::chrono::milliseconds>(m_request.timeout));
    send();
    // Whoever requests the stop does it on a thread of its own; what it entails happens on this one.
    m_onStop.emplace(stop, [this] {
        const auto cancel = [this] { abort(passingFailure("Cancelled", tr("The call was stopped."))); };
        QMetaObject::invokeMethod(this, cancel, Qt::QueuedConnection);
    });
}

void HttpCall::send()
{
    QNetworkRequest request(m_at);
    // Redirections are followed here, for it depends on the request who may get it.
    request.setAttribute(QNetworkRequest::RedirectPolicyAttribute, QNetworkRequest::ManualRedirectPolicy);
    if (m_request.isJson)
        request.setHeader(QNetworkRequest::ContentTypeHeader, u"application/json"_s);
    for (const auto &[name, value] : m_request.headers)
        request.setRawHeader(QByteArray::fromStdString(name), QByteArray::fromStdString(value));
    if (!m_request.authorization.isEmpty())
        request.setRawHeader("Authorization", m_request.authorization);
    m_request.isConfidential = m_request.isConfidential || request.hasRawHeader("Authorization");
    // Any other way of asking waits for the body, which no answer to HEAD has.
    m_reply = m_request.method == "HEAD"
                  ? m_network.head(request)
                  : m_network.sendCustomRequest(request, m_request.method, m_request.body);
    connect(m_reply, &QNetworkReply::readyRead, this, &HttpCall::receive);
    // Never ignored: whoever cannot prove to be that host gets nothing.
    connect(m_reply, &QNetworkReply::sslErrors, this,
            [this](const QList<QSslError> &errors) { m_certificateErrors = errors; });
    connect(m_reply, &QNetworkReply::finished, this, &HttpCall::finish);
}

std::optional<QUrl> HttpCall::redirection() const
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool sendsOn = status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
    const QByteArray location = m_reply->rawHeader("Location");
    if (m_failure || !sendsOn || location.isEmpty())
        return std::nullopt;
    return m_at.resolved(QUrl::fromEncoded(location));
}

std::optional<FailureDetails> HttpCall::refusalOf(const QUrl &target) const
{
    const QString here = m_at.toDisplayString();
    const QString there = target.toDisplayString();
    const bool isSameServer =
        m_at.host() == target.host() && (target.scheme() != m_at.scheme() ||
                                         target.port(defaultPort(target)) == m_at.port(defaultPort(m_at)));
    if (target.scheme() != "http"_L1 && target.scheme() != "https"_L1)
        return finalFailure("HttpRedirect",
                            tr("%1 sends on to %2, which is no web address.").arg(here, there));
    if (m_redirections == maxRedirections) {
        return finalFailure(
            "HttpRedirect",
            tr("%1 sends on more than %2 times, in a circle perhaps; call the last address itself.")
                .arg(m_request.url.toDisplayString())
                .arg(maxRedirections));
    }
    if (m_at.scheme() == "https"_L1 && target.scheme() != "https"_L1) {
        return passingFailure(
            "HttpRedirect",
            tr("%1 sends on to %2, which is not encrypted; call that address itself if that is wanted.")
                .arg(here, there));
    }
    if (m_request.isConfidential && !isSameServer) {
        return finalFailure(
            "HttpRedirect",
            tr("%1 sends on to %2, another server, which must not get the authentication or the "
               "secrets of the request; call that address itself if that is wanted.")
                .arg(here, there));
    }
    return std::nullopt;
}

/// As browsers do: after 303, and where a POST is sent on by 301 or 302, the next request is a GET without a
/// body.
void HttpCall::follow(const QUrl &target)
{
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool becomesGet = status == 303 ? m_request.method != "HEAD"
                                          : (status == 301 || status == 302) && m_request.method == "POST";
    if (becomesGet) {
        m_request.method = "GET";
        m_request.body.clear();
        m_request.isJson = false;
    }
    ++m_redirections;
    m_received.clear();
    m_reply->deleteLater();
    m_at = target;
    send();
}

void HttpCall::receive()
{
    m_received += m_reply->readAll();
    if (m_received.size() > maxBytes) {
        abort(finalFailure("ResponseTooLarge", tr("The answer of %1 is larger than %2 MB.")
                                                   .arg(m_request.url.toDisplayString())
                                                   .arg(maxBytes / 1048576)));
    }
}

void HttpCall::abort(FailureDetails failure)
{
    if (m_failure)
        return;
    m_failure = std::move(failure);
    m_reply->abort(); // ends in finish()
}

void HttpCall::finish()
{
    if (!m_done)
        return;
    if (const auto target = redirection()) {
        m_failure = refusalOf(*target);
        if (!m_failure) {
            follow(*target);
            return;
        }
    }
    m_timeLimit.stop();
    m_onStop.reset();
    if (!m_failure)
        m_received += m_reply->readAll();
    const ActivityDone done = std::exchange(m_done, nullptr);
    done(outcome());
    deleteLater();
}

FailureDetails HttpCall::tlsFailure() const
{
    if (m_certificateErrors.isEmpty())
        return passingFailure(
            "TlsError",
            tr("No secure connection to %1 could be made: %2.").arg(m_at.host(), m_reply->errorString()));
    return finalFailure("TlsError", tr("The certificate of %1 is not accepted, for %2.")
                                        .arg(m_at.host(), certificateWords(m_certificateErrors)));
}

ActivityResult HttpCall::outcome()
{
    if (m_failure)
        return tl::unexpected(std::move(*m_failure));
    const int status = m_reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    const bool isCutShort =
        m_reply->error() != QNetworkReply::NoError && int(m_reply->error()) < firstAnswerError;
    if (m_reply->error() == QNetworkReply::SslHandshakeFailedError)
        return tl::unexpected(tlsFailure());
    if (status == 0 || isCutShort) {
        return tl::unexpected(passingFailure(
            "HttpConnection",
            tr("%1 could not be reached: %2.").arg(m_request.url.toDisplayString(), m_reply->errorString())));
    }
    HttpBody body = readHttpBody(m_reply->header(QNetworkRequest::ContentTypeHeader).toString(), m_received);
    if (m_request.failOnStatus && status >= 400) {
        FailureDetails failure = passingFailure(
            "HttpStatus", tr("%1 answered with status %2.").arg(m_request.url.toDisplayString()).arg(status));
        failure.properties = Json::object();
        failure.properties["status"] = status;
        addBody(std::move(body), failure.properties);
        return tl::unexpected(std::move(failure));
    }
    Json result = Json::object();
    result["status"] = status;
    result["headers"] = headersOf(*m_reply);
    addBody(std::move(body), result);
    return result;
}

} // namespace perdura
