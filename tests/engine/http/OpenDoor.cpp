// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/http/OpenDoor.h"

#include "engine/activities/ActivityRegistry.h"
#include "tests/support/client/OpenedHub.h"

#include <QFile>
#include <QNetworkReply>
#include <QTest>

namespace perdura {

Json WebReply::json() const
{
    auto parsed = parseJson(body.toStdString());
    return parsed ? *parsed : Json("(no JSON: " + body.toStdString() + ")");
}

OpenDoor::OpenDoor(WebSettings settings)
    : m_settings(std::move(settings))
{
    m_settings.port = 0;
    if (m_settings.key.isEmpty())
        m_settings.key = "the key of this test";
    open();
}

OpenDoor::~OpenDoor()
{
    m_door.reset();
}

void OpenDoor::open()
{
    m_hub = test::openedHub(m_folder.path(), builtInActivities());
    QVERIFY(m_hub);
    m_door = std::make_unique<WebDoor>(*m_hub, m_folder.path(), builtInActivities(), m_settings);
    const auto port = m_door->open();
    QVERIFY2(port, port ? "" : qPrintable(port.error().message));
    m_settings.port = *port;
}

void OpenDoor::reopen()
{
    m_door.reset();
    m_hub.reset();
    open();
}

void OpenDoor::addWorkflow(const QString &fileName, const QByteArray &text)
{
    QFile file(m_folder.filePath(fileName));
    QVERIFY(file.open(QFile::WriteOnly) && file.write(text) == text.size());
}

WebReply OpenDoor::call(const QByteArray &method, const QString &pathOrUrl, const QByteArray &body,
                        const QByteArray &contentType)
{
    QNetworkRequest request(QUrl(pathOrUrl.startsWith(u'/') ? root() + pathOrUrl : pathOrUrl));
    request.setRawHeader("x-functions-key", m_settings.key);
    if (!contentType.isEmpty())
        request.setRawHeader("Content-Type", contentType);
    return send(method, request, body);
}

WebReply OpenDoor::send(const QByteArray &method, const QNetworkRequest &request, const QByteArray &body)
{
    std::unique_ptr<QNetworkReply> reply(m_network.sendCustomRequest(request, method, body));
    WebReply answer;
    if (!QTest::qWaitFor([&] { return reply->isFinished(); }, 30'000))
        return answer;
    answer.status = reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    answer.body = reply->readAll();
    const auto headers = reply->rawHeaderPairs();
    for (const auto &[name, value] : headers)
        answer.headers[name.toLower()] = value;
    return answer;
}

bool OpenDoor::reaches(const QString &instance, const std::string &status)
{
    const QString path = QStringLiteral("/runtime/webhooks/durabletask/instances/") + instance;
    return QTest::qWaitFor(
        [&] {
            const Json told = call("GET", path).json();
            return told.is_object() && told.value("runtimeStatus", "") == status;
        },
        30'000);
}

QByteArray waitingWorkflow(const char *name)
{
    return QByteArray(R"({"format": 1, "name": ")") + name + R"(", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "wait", "kind": "wait-for-event", "name": "Wait", "fields": {"event": "Go", "timeout": "30 d"}},
        {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=nodes['Wait'].output"}}],
        "edges": [{"from": "start", "to": "wait"}, {"from": "wait", "port": "next", "to": "end"},
                  {"from": "wait", "port": "timeout", "to": "end"}]})";
}

QByteArray quickWorkflow(const char *name, const QByteArray &schema)
{
    return QByteArray(R"({"format": 1, "name": ")") + name + R"(", "input": )" + schema + R"x(, "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=({got: input})"}}],
        "edges": [{"from": "start", "to": "end"}]})x";
}

QByteArray failingWorkflow(const char *name)
{
    return QByteArray(R"({"format": 1, "name": ")") + name + R"(", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "fail", "kind": "fail", "name": "Give up", "fields": {"message": "No luck today.", "errorType": "BadLuck"}}],
        "edges": [{"from": "start", "to": "fail"}]})";
}

} // namespace perdura
