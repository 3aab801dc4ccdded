// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/triggers/TriggeredWorkspace.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

/// What starts by itself, over real hubs and files and a clock that the test moves.
class TestTriggers : public QObject
{
    Q_OBJECT

private slots:
    void aScheduleStartsAtItsTimes()
    {
        TriggeredWorkspace workspace;
        workspace.addWorkflow("Nightly",
                              R"({"schedules": [{"cron": "0 * * * *", "timeZone": "Europe/Berlin"}]})");
        workspace.switchOn(1);
        workspace.setClock("2026-11-27T07:00:00.5Z");
        QCOMPARE(workspace.instancesOf("Nightly", 1), QStringList{u"Nightly 2026-11-27T07:00Z"_s});
        QCOMPARE(workspace.outputOf(u"Nightly 2026-11-27T07:00Z"_s),
                 std::string(R"({"due":"2026-11-27T07:00:00.000000Z","schedule":"0 * * * *"})"));
        // The same time does not come twice.
        workspace.setClock("2026-11-27T07:00:40Z");
        workspace.setClock("2026-11-27T08:00:00Z");
        QCOMPARE(workspace.instancesOf("Nightly", 2),
                 QStringList({u"Nightly 2026-11-27T07:00Z"_s, u"Nightly 2026-11-27T08:00Z"_s}));
        QCOMPARE(workspace.failures(), QStringList());
    }

    void missedTimesAreMadeUpForByTheRule()
    {
        TriggeredWorkspace workspace;
        workspace.addWorkflow("Skips", R"({"schedules": [{"cron": "0 * * * *", "catchUp": "skip"}]})");
        workspace.addWorkflow("Latest", R"({"schedules": [{"cron": "0 * * * *", "catchUp": "latest"}]})");
        workspace.addWorkflow("All", R"({"schedules": [{"cron": "0 * * * *", "catchUp": "all"}]})");
        workspace.switchOn(3);
        workspace.switchOff();
        workspace.setClock("2026-11-27T09:30:00Z");
        workspace.switchOn(3);
        QCOMPARE(workspace.instancesOf("All", 3),
                 QStringList(
                     {u"All 2026-11-27T07:00Z"_s, u"All 2026-11-27T08:00Z"_s, u"All 2026-11-27T09:00Z"_s}));
        QCOMPARE(workspace.instancesOf("Latest", 1), QStringList{u"Latest 2026-11-27T09:00Z"_s});
        workspace.setClock("2026-11-27T10:00:10Z");
        QCOMPARE(workspace.instancesOf("Skips", 1), QStringList{u"Skips 2026-11-27T10:00Z"_s});
    }

    void aFileStartsOnceAndAgainWhenItHasChanged()
    {
        TriggeredWorkspace workspace;
        workspace.addWorkflow("Import", R"({"folders": [{"folder": "in box", "pattern": "*.csv",
            "input": {"file": "=input.path", "bytes": "=input.size", "kind": "csv"}}]})");
        workspace.writeFile(u"in box/a.csv"_s, "1,2", "2026-11-01T10:00:00Z");
        workspace.writeFile(u"in box/b.txt"_s, "no", "2026-11-01T10:00:00Z");
        workspace.switchOn(1);
        const QString first = u"Import 2026-11-01T10:00:00.000000Z in box-a.csv"_s;
        QCOMPARE(workspace.instancesOf("Import", 1), QStringList{first});
        QCOMPARE(workspace.outputOf(first), std::string(R"({"file":"in box/a.csv","bytes":3,"kind":"csv"})"));
        workspace.switchOff();
        workspace.switchOn(1);
        workspace.writeFile(u"in box/a.csv"_s, "1,2,3", "2026-11-02T10:00:00Z");
        QCOMPARE(workspace.instancesOf("Import", 2),
                 QStringList({first, u"Import 2026-11-02T10:00:00.000000Z in box-a.csv"_s}));
        QCOMPARE(workspace.failures(), QStringList());
    }

    void theEndOfOneWorkflowStartsAnother()
    {
        TriggeredWorkspace workspace;
        workspace.addWorkflow("First", "{}");
        workspace.addWorkflow("Then", R"({"completions": [{"workflow": "First"}]})");
        workspace.run("First", u"before"_s, 0);
        workspace.setClockToNow();
        workspace.switchOn(1);
        workspace.run("First", u"one"_s, 1);
        const QStringList then = workspace.instancesOf("Then", 1);
        QCOMPARE(then.size(), 1);
        QVERIFY2(then.constFirst().startsWith(u"Then after one 20"), qPrintable(then.constFirst()));
        QCOMPARE(workspace.outputOf(then.constFirst()),
                 std::string(R"({"instance":"one","workflow":"First","status":"Completed","output":1})"));
        // What ends while nobody looks is not forgotten.
        workspace.switchOff();
        workspace.run("First", u"two"_s, 2);
        workspace.switchOn(1);
        QVERIFY(workspace.instancesOf("Then", 2).constLast().startsWith(u"Then after two 20"));
        QCOMPARE(workspace.failures(), QStringList());
    }

    void aTriggerThatIsAddedLaterWorksToo()
    {
        TriggeredWorkspace workspace;
        workspace.switchOn(0);
        workspace.addWorkflow("Late", R"({"folders": [{"folder": "drop"}]})");
        workspace.writeFile(u"drop/x"_s, "1", "2026-11-01T10:00:00Z");
        QCOMPARE(workspace.instancesOf("Late", 1), QStringList{u"Late 2026-11-01T10:00:00.000000Z drop-x"_s});
    }

    void whatCannotStartIsTold()
    {
        TriggeredWorkspace workspace;
        workspace.addWorkflow("Broken",
                              R"({"schedules": [{"cron": "0 * * * *", "input": "=input.nothing.at.all"}]})");
        workspace.switchOn(1);
        workspace.setClock("2026-11-27T07:00:00Z");
        QVERIFY(QTest::qWaitFor([&] { return workspace.failures().size() == 1; }, 30'000));
        QVERIFY2(workspace.failures().constFirst().startsWith(u"Broken: In “input”:"),
                 qPrintable(workspace.failures().constFirst()));
    }
};

QTEST_GUILESS_MAIN(TestTriggers)
#include "tst_triggers.moc"
