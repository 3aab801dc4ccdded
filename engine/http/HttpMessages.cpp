// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/HttpMessages.h"

#include <QUrl>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString decoded(const QByteArray &text)
{
    return QString::fromUtf8(QByteArray::fromPercentEncoding(text));
}

} // namespace

QString HttpQuestion::value(QStringView name) const
{
    for (const auto &[given, value] : query) {
        if (given == name)
            return value;
    }
    return {};
}

QStringList HttpQuestion::values(QStringView name) const
{
    QStringList found;
    for (const auto &[given, value] : query) {
        if (given == name)
            found.append(value);
    }
    return found;
}

bool HttpQuestion::flag(QStringView name, bool whenAbsent) const
{
    const QString given = value(name).trimmed();
    if (given.compare("true"_L1, Qt::CaseInsensitive) == 0)
        return true;
    if (given.compare("false"_L1, Qt::CaseInsensitive) == 0)
        return false;
    return whenAbsent;
}

QByteArray HttpQuestion::mediaType() const
{
    const qsizetype end = contentType.indexOf(';');
    return contentType.left(end < 0 ? contentType.size() : end).trimmed();
}

void readTarget(HttpQuestion &question, const QByteArray &target)
{
    question.target = target;
    const qsizetype mark = target.indexOf('?');
    const QByteArray path = mark < 0 ? target : target.left(mark);
    const auto parts = path.split('/');
    for (const QByteArray &part : parts.mid(1))
        question.segments.append(decoded(part));
    while (!question.segments.isEmpty() && question.segments.constLast().isEmpty())
        question.segments.removeLast();
    if (mark < 0)
        return;
    for (QByteArray pair : target.mid(mark + 1).split('&')) {
        if (pair.isEmpty())
            continue;
        pair.replace('+', ' ');
        const qsizetype equals = pair.indexOf('=');
        const QByteArray name = equals < 0 ? pair : pair.left(equals);
        const QByteArray value = equals < 0 ? QByteArray() : pair.mid(equals + 1);
        question.query.append({decoded(name).toLower(), decoded(value)});
    }
}

HttpAnswer emptyAnswer(int status)
{
    return {.status = status};
}

HttpAnswer jsonAnswer(int status, const Json &body)
{
    return {.status = status,
            .headers = {{"Content-Type", "application/json; charset=utf-8"}},
            .body = QByteArray::fromStdString(dumpJson(body))};
}

HttpAnswer shortError(int status, const QString &message)
{
    return jsonAnswer(status, Json{{"Message", message.toStdString()}});
}

HttpAnswer longError(int status, const QString &message, const char *exceptionType)
{
    return jsonAnswer(status, Json{{"Message", "Something went wrong while processing your request"},
                                   {"ExceptionMessage", message.toStdString()},
                                   {"ExceptionType", exceptionType},
                                   {"StackTrace", ""}});
}

HttpAnswer argumentError(const QString &message)
{
    return longError(400, message, "System.ArgumentException");
}

HttpAnswer operationError(const QString &message)
{
    return longError(500, message, "System.InvalidOperationException");
}

HttpAnswer faultAnswer(const Error &error)
{
    const bool isWrong = error.code == ErrorCode::InvalidArgument || error.code == ErrorCode::InvalidJson;
    return isWrong ? argumentError(error.message) : operationError(error.message);
}

} // namespace perdura
