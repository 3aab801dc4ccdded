// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/core/Result.h"

#include <QByteArray>
#include <QList>
#include <QPair>
#include <QString>
#include <QStringList>

#include <functional>

namespace perdura {

// What a web client asks and gets, without the server that carries it: plain values.

struct HttpQuestion
{
    QByteArray method;                    ///< in capitals
    QString origin;                       ///< "http://127.0.0.1:7071", as the client addressed the server
    QByteArray target;                    ///< path and query as they came, still encoded
    QStringList segments;                 ///< of the path, decoded; empty ones at the end are left out
    QList<QPair<QString, QString>> query; ///< names in lower case, values decoded, in the order given
    QByteArray contentType;               ///< in lower case, with its parameters
    QByteArray key;                       ///< the header x-functions-key
    QByteArray continuationToken;         ///< the header x-ms-continuation-token
    QByteArray body;

    /// The first value of that name; empty when there is none. Give the name in lower case.
    [[nodiscard]] QString value(QStringView name) const;
    /// All values of that name.
    [[nodiscard]] QStringList values(QStringView name) const;
    /// "true" or "false" in any case; anything else counts as absent.
    [[nodiscard]] bool flag(QStringView name, bool whenAbsent) const;
    /// The content type without its parameters.
    [[nodiscard]] QByteArray mediaType() const;
};

/// Takes a target ("/a/b?c=d") apart. A plus sign in the query is a space.
void readTarget(HttpQuestion &question, const QByteArray &target);

struct HttpAnswer
{
    int status = 200;
    QList<QPair<QByteArray, QByteArray>> headers = {};
    QByteArray body = {}; ///< JSON, when not empty
};

/// Called once, on the server's thread.
using AnswerDone = std::function<void(HttpAnswer)>;

[[nodiscard]] HttpAnswer emptyAnswer(int status);
[[nodiscard]] HttpAnswer jsonAnswer(int status, const Json &body);
/// {"Message"}
[[nodiscard]] HttpAnswer shortError(int status, const QString &message);
/// {"Message", "ExceptionMessage", "ExceptionType", "StackTrace"}; the type is the one that clients of
/// Durable Functions know.
[[nodiscard]] HttpAnswer longError(int status, const QString &message, const char *exceptionType);
/// 400 in the long form: the request itself is wrong.
[[nodiscard]] HttpAnswer argumentError(const QString &message);
/// 500 in the long form: what was asked for cannot be done.
[[nodiscard]] HttpAnswer operationError(const QString &message);
/// A fault that a route has no answer of its own for: 400 when what was given is wrong, 500 otherwise.
[[nodiscard]] HttpAnswer faultAnswer(const Error &error);

} // namespace perdura
