// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

#include <QByteArray>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QSslError>
#include <QTimer>
#include <QUrl>

#include <optional>
#include <utility>
#include <vector>

namespace perdura {

struct HttpRequest
{
    QByteArray method;
    QUrl url;
    std::vector<std::pair<std::string, std::string>> headers;
    QByteArray authorization; ///< the header of that name, in place of one in `headers`; empty: none
    QByteArray body;
    bool isJson = false; ///< sets the content type, unless the headers do
    Duration timeout{};
    bool failOnStatus = true;
    bool isConfidential = false; ///< holds what only the server of the URL may get to know
};

/// One request under way. Lives on the thread that started it, which needs an event loop, and deletes itself
/// when the answer has been given.
class HttpCall : public QObject
{
    Q_OBJECT

public:
    static constexpr qint64 maxBytes = 16 * 1024 * 1024;

    static void start(HttpRequest request, const std::stop_token &stop, ActivityDone done);

private:
    HttpCall(HttpRequest request, ActivityDone done);
    void begin(const std::stop_token &stop);
    void send();
    /// Where the answer sends on to; nothing when it does not.
    [[nodiscard]] std::optional<QUrl> redirection() const;
    /// Why that is not followed: it would be too often, less safe, or another server that must not get what
    /// is confidential.
    [[nodiscard]] std::optional<FailureDetails> refusalOf(const QUrl &target) const;
    void follow(const QUrl &target);
    void receive();
    void finish();
    void abort(FailureDetails failure);
    [[nodiscard]] ActivityResult outcome();
    /// Why there is no secure connection. What is wrong with a certificate does not pass.
    [[nodiscard]] FailureDetails tlsFailure() const;

    using StopCallback = std::stop_callback<std::function<void()>>;

    HttpRequest m_request;
    ActivityDone m_done;
    QNetworkAccessManager m_network;
    QNetworkReply *m_reply = nullptr; ///< owned by m_network
    QUrl m_at;                        ///< after redirections
    int m_redirections = 0;
    QTimer m_timeLimit;
    QByteArray m_received;
    QList<QSslError> m_certificateErrors;
    std::optional<FailureDetails> m_failure; ///< why it was aborted
    std::optional<StopCallback> m_onStop;
};

} // namespace perdura
