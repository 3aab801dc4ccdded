// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/WorkspaceRun.h"

#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString telemetry = QStringLiteral(PERDURA_RESOURCES "/templates/device-telemetry");
const QString monitor = QStringLiteral(PERDURA_RESOURCES "/templates/monitor");

} // namespace

/// Templates that come with files and entities, in a workspace with a real hub. The others run in
/// tests/engine/definition/tst_shipped_workflows.cpp, with files in memory.
class TestShippedWorkspaces : public QObject
{
    Q_OBJECT

private slots:
    void theMonitorFindsTheJobDoneThatItHasStarted()
    {
        WorkspaceRun workspace(monitor);
        QVERIFY(workspace.isOpen());
        const QString drawing = monitor + u"/monitor.workflow.json"_s;
        Json input = Json::object();
        input["takes"] = 0.2;
        input["firstWait"] = 0.05;
        const QString output = uR"({"status":"Completed","output":{"job":"film-1","done":true},)"
                               R"("log":["warning: The job film-1 is done."]})"_s;
        QCOMPARE(QString::fromStdString(dumpJson(workspace.run(drawing, input))), output);
        const std::string file = workspace.newFiles().value("jobs/film-1.json", std::string("(no file)"));
        const auto status = parseJson(file);
        QVERIFY2(status, file.c_str());
        QCOMPARE(dumpJson(*status), std::string(R"({"status":"Completed","percent":100})"));
        // The job is there and is not started twice, however long it would take.
        input["takes"] = 3600;
        QCOMPARE(QString::fromStdString(dumpJson(workspace.run(drawing, input))), output);
    }

    void theTelemetryAddsUpEachReadingOnce()
    {
        WorkspaceRun workspace(telemetry);
        QVERIFY(workspace.isOpen());
        const QString output = uR"({"status":"Completed","output":{"devices":4,"readings":60,"hot":[)"
                               R"({"device":"turbine","time":"2026-11-20T08:36:00Z","temperature":80.2},)"
                               R"({"device":"boiler","time":"2026-11-20T08:44:00Z","temperature":81.1}]}})"_s;
        const std::string summary = "device,readings,lowest,highest,mean,hotSince\r\n"
                                    "boiler,15,60.5,86.2,74.1,2026-11-20T08:44:00Z\r\n"
                                    "freezer,15,-20,-16.9,-18.5,\r\n"
                                    "pump,15,43,49,46,\r\n"
                                    "turbine,15,68.7,85.6,77.5,2026-11-20T08:36:00Z\r\n";
        // The entities stay, and know each reading when it comes again.
        for (int run = 1; run <= 2; ++run) {
            const Json told = workspace.run(telemetry + u"/device-telemetry.workflow.json"_s);
            QCOMPARE(QString::fromStdString(dumpJson(told)), output);
            Json files = Json::object();
            files["result/summary.csv"] = summary;
            QCOMPARE(QString::fromStdString(prettyJson(workspace.newFiles())).split(u'\n'),
                     QString::fromStdString(prettyJson(files)).split(u'\n'));
        }
    }
};

QTEST_GUILESS_MAIN(TestShippedWorkspaces)
#include "tst_shipped_workspaces.moc"
