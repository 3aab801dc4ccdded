// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/export/ExportedRun.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/export/FunctionName.h"
#include "engine/export/JavaScriptExport.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

const QString host = QStringLiteral(PERDURA_TESTS "/engine/export/host/host.js");
constexpr int patience = 60'000;

/// "TaskScheduled #2 add attempt 2 {"n":1} (Add)" as "add {"n":1}"; empty for other lines.
std::string callOf(const std::string &line)
{
    const std::string word = "TaskScheduled #";
    if (!line.starts_with(word))
        return {};
    const auto name = line.find(' ', word.size()) + 1;
    const auto afterName = line.find(' ', name);
    auto input = afterName + 1;
    if (line.compare(input, 8, "attempt ") == 0)
        input = line.find(' ', input + 8) + 1;
    const auto end = line.rfind(" (");
    return functionName(line.substr(name, afterName - name)) + line.substr(input - 1, end - input + 1);
}

std::vector<DrawnFile> inFiles(const std::vector<WorkflowDefinition> &drawings)
{
    std::vector<DrawnFile> files;
    for (const WorkflowDefinition &drawing : drawings) {
        const QString name = QString::number(files.size()) + u".workflow.json"_s;
        files.push_back({name, definitionText(drawing), drawing});
    }
    return files;
}

} // namespace

ExportedRun::ExportedRun(const std::vector<WorkflowDefinition> &drawings)
    : ExportedRun(inFiles(drawings))
{}

ExportedRun::ExportedRun(const std::vector<DrawnFile> &drawings)
    : m_function(QString::fromStdString(functionName(drawings.front().definition.name)))
{
    m_place.setAutoRemove(!qEnvironmentVariableIsSet("PERDURA_KEEP_EXPORTED"));
    const auto project = exportJavaScript(drawings, u"project"_s);
    QVERIFY2(project, project ? "" : qPrintable(project.error().message));
    const auto written = writeProject(*project, m_place.path());
    QVERIFY2(written, written ? "" : qPrintable(written.error().message));
}

Result<Json> ExportedRun::play(const Json &script) const
{
    QFile file(m_place.filePath(u"script.json"_s));
    if (!file.open(QIODevice::WriteOnly))
        return fail(ErrorCode::Io, file.errorString());
    file.write(QByteArray::fromStdString(dumpJson(script)));
    file.close();
    const QString node = QStandardPaths::findExecutable(u"node"_s);
    if (node.isEmpty())
        return fail(ErrorCode::NotFound, u"Node.js is not installed; install the package nodejs."_s);
    QProcess process;
    process.start(node, {host, m_place.path(), m_function, file.fileName()});
    if (!process.waitForFinished(patience))
        return fail(ErrorCode::TimedOut, u"The host does not end: %1"_s.arg(process.errorString()));
    if (process.exitCode() != 0)
        return fail(ErrorCode::Io, QString::fromUtf8(process.readAllStandardError()));
    return parseJson(process.readAllStandardOutput().toStdString());
}

Json comparable(const Json &account)
{
    Json told = Json::object();
    for (const char *member : {"status", "output", "customStatus", "next"}) {
        if (account.contains(member))
            told[member] = account[member];
    }
    if (account.contains("failure")) {
        for (const char *member : {"errorType", "errorMessage"})
            told["failure"][member] = account["failure"][member];
    }
    told["calls"] = Json::array();
    for (const Json &line : account["history"]) {
        if (std::string call = callOf(line.get<std::string>()); !call.empty())
            told["calls"].push_back(std::move(call));
    }
    return told;
}

Json withoutStandIns(Json account)
{
    Json calls = Json::array();
    for (const Json &call : account["calls"]) {
        const std::string text = call.get<std::string>();
        const std::string name = text.substr(0, text.find(' '));
        if (name != "askForApproval" && name != "startInstance" && name != "signalInstance" &&
            name != "terminateInstance" && name != "signalLater")
            calls.push_back(call);
    }
    account["calls"] = std::move(calls);
    return account;
}

} // namespace perdura::test
