// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/WorkspaceRun.h"

#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/engine/definition/GoldenRun.h"
#include "tests/support/client/OpenedHub.h"

#include <QDir>
#include <QDirIterator>
#include <QRegularExpression>
#include <QSignalSpy>
#include <QTest>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

std::map<QString, QByteArray> filesIn(const QString &folder)
{
    std::map<QString, QByteArray> files;
    for (QDirIterator each(folder, QDir::Files, QDirIterator::Subdirectories); each.hasNext();) {
        QFile file(each.next());
        if (file.open(QFile::ReadOnly))
            files[QDir(folder).relativeFilePath(file.fileName())] = file.readAll();
    }
    return files;
}

Json problem(const Error &error)
{
    Json told = Json::object();
    told["problem"] = error.message.toStdString();
    return told;
}

} // namespace

WorkspaceRun::WorkspaceRun(const QString &folder)
    : m_filesBefore(filesIn(folder))
{
    for (const auto &[name, content] : m_filesBefore) {
        const QString path = m_folder.filePath(name);
        QDir().mkpath(QFileInfo(path).path());
        QFile file(path);
        if (!file.open(QFile::WriteOnly) || file.write(content) != content.size())
            return;
    }
    m_hub = openedHub(m_folder.path(), builtInActivities());
}

Json WorkspaceRun::run(const QString &drawingPath, const Json &input)
{
    QSignalSpy changes(m_hub.get(), &HubClient::instancesChanged);
    const auto definition = loadDefinition(drawingPath);
    if (!definition)
        return problem(definition.error());
    const auto version = waitFor(publishAll(*m_hub, withReferences(*definition, m_folder.path())));
    if (!version)
        return problem(version.error());
    StartRequest request;
    request.version = *version;
    request.input = input;
    const auto id = waitFor(m_hub->start(request));
    if (!id)
        return problem(id.error());
    m_lastRun = *id;
    m_lastDrawing = *definition;
    for (;;) {
        // Counted before it is read: a notice that comes meanwhile tells of something newer.
        const qsizetype seen = changes.count();
        const auto detail = waitFor(m_hub->instance(*id));
        if (!detail)
            return problem(detail.error());
        if (isTerminal(detail->summary.status))
            return account(*id);
        if (!QTest::qWaitFor([&] { return changes.count() > seen; }, 30'000))
            return problem(Error{ErrorCode::TimedOut, QStringLiteral("it does not end")});
    }
}

Json WorkspaceRun::account(const InstanceId &id)
{
    const InstanceDetail detail = *waitFor(m_hub->instance(id));
    Json told = Json::object();
    told["status"] = std::string(statusName(detail.summary.status));
    if (detail.failure)
        told["failure"] = detail.failure->errorMessage;
    else
        told["output"] = detail.output;
    for (const LogLine &line : waitFor(m_hub->log(id)).value_or(std::vector<LogLine>()))
        told["log"].push_back(line.level + ": " + line.text);
    return told;
}

Json WorkspaceRun::history() const
{
    static const QRegularExpression times(u"\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d+)?Z"_s);
    static const QRegularExpression keys(
        u"\\b[0-9a-f]{40}\\b"_s); // made of the id of the instance, which is another one each time
    const auto events = waitFor(m_hub->history(m_lastRun));
    if (!events)
        return problem(events.error());
    Json lines = Json::array();
    for (const HistoryEvent &event : *events) {
        QString line = QString::fromStdString(historyLine(event, m_lastDrawing));
        line.replace(m_folder.path(), u"<workspace>"_s).replace(times, u"<time>"_s).replace(keys, u"<key>"_s);
        if (!line.isEmpty())
            lines.push_back(line.toStdString());
    }
    return lines;
}

Json WorkspaceRun::newFiles() const
{
    Json files = Json::object();
    for (const auto &[name, content] : filesIn(m_folder.path())) {
        const auto before = m_filesBefore.find(name);
        const bool isNew = before == m_filesBefore.end() || before->second != content;
        if (isNew && !name.startsWith(QLatin1String(".perdura/")))
            files[name.toStdString()] = content.contains('\0') ? "(binary)" : content.toStdString();
    }
    for (const auto &[name, content] : m_filesBefore) {
        if (!QFile::exists(m_folder.filePath(name)))
            files[name.toStdString()] = nullptr; // gone
    }
    return files;
}

} // namespace perdura::test
