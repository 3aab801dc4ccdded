// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InstanceWatch.h"
#include "app/cli/InstanceWords.h"
#include "app/cli/Narrator.h"
#include "app/cli/Table.h"

#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;

namespace {

const Instant start = *instantFromIso("2026-11-22T08:30:00Z");

std::shared_ptr<const WorkflowDefinition> definition()
{
    auto made = std::make_shared<WorkflowDefinition>();
    for (const auto &[id, name] :
         {std::pair("read", "Read\nfile"), std::pair("ask", "Ask"), std::pair("wait", "Wait")}) {
        Node node;
        node.id = NodeId(std::string(id));
        node.name = name;
        made->nodes.push_back(node);
    }
    return made;
}

} // namespace

class TestCliTexts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { qputenv("TZ", "UTC"); }

    void aRunIsToldOnceAndInOrder()
    {
        FailureDetails failure;
        failure.errorMessage = "No such\nfile.";
        History history;
        history.push_back({-1, start, {}, OrchestratorStarted{}});
        history.push_back({0, start, {"read", "2/0"}, TaskScheduled{"file.read", Json(), 1}});
        Narrator narrator(definition());
        QCOMPARE(narrator.tell(history), QStringList{QStringLiteral("started “Read file” [2/0]")});
        QCOMPARE(narrator.tell(history), QStringList{});

        history.push_back({-1, start, {}, TaskFailed{0, failure}});
        history.push_back({1, start, {"read", "2/0"}, TimerCreated{start + 5s, "Retry 2 of 3"}});
        history.push_back({-1, start, {}, TimerFired{1, start + 5s}});
        history.push_back({2, start, {"read", "2/0"}, TaskScheduled{"file.read", Json(), 2}});
        history.push_back({-1, start, {}, TaskCompleted{2, Json()}});
        history.push_back({3, start, {"ask", ""}, HumanTaskCreated{}});
        history.push_back({-1, start, {}, HumanTaskAnswered{3, "Approve", Json(), {}, {}}});
        history.push_back({-1, start, {}, EventRaised{"Paid", Json()}});
        history.push_back({-1, start, {}, ExecutionTerminated{"Not needed."}});
        QCOMPARE(narrator.tell(history),
                 (QStringList{QStringLiteral("failed “Read file” [2/0]: No such file."),
                              QStringLiteral("time is up for “Read file” [2/0]"),
                              QStringLiteral("started “Read file” [2/0] again (attempt 2)"),
                              QStringLiteral("finished “Read file” [2/0]"),
                              QStringLiteral("answered “Ask”: Approve"),
                              QStringLiteral("received the event “Paid”"),
                              QStringLiteral("terminated: Not needed.")}));
    }

    void columnsAreAligned()
    {
        Table table;
        table.indent = 1;
        table.add({QStringLiteral("a"), QStringLiteral("long one"), QStringLiteral("x")});
        table.add({QStringLiteral("über"), QStringLiteral("b")});
        table.add({QStringLiteral("c"), QString(), QString()});
        QCOMPARE(table.text(), QStringLiteral(" a     long one  x\n über  b\n c"));
    }

    void timesAreRelativeAndExact()
    {
        QCOMPARE(timeWords(start, start + 90s), QStringLiteral("1 min 30 s ago (2026-11-22 08:30:00)"));
        QCOMPARE(timeWords(start + 72h, start), QStringLiteral("in 3 d (2026-11-25 08:30:00)"));
    }

    void anInstanceIsSettledWhenOnlyTheOutsideCanMoveIt()
    {
        InstanceSummary summary;
        summary.status = OrchestrationStatus::Pending;
        QVERIFY(!isSettled(summary, start));
        summary.status = OrchestrationStatus::Running;
        QVERIFY(isSettled(summary, start));
        summary.nextTimer = start + 1s;
        QVERIFY(isSettled(summary, start));
        QVERIFY(!isSettled(summary, start + 1s));
        summary.nextTimer.reset();
        summary.hasWork = true;
        QVERIFY(!isSettled(summary, start));
        summary.status = OrchestrationStatus::Terminated;
        QVERIFY(isSettled(summary, start));
    }

    void theRemarkIsTheFailureOrTheOpenTasks()
    {
        InstanceSummary summary;
        QCOMPARE(remarkWords(summary), QString());
        summary.openHumanTasks = 1;
        QCOMPARE(remarkWords(summary), QStringLiteral("1 open task"));
        summary.openHumanTasks = 2;
        QCOMPARE(remarkWords(summary), QStringLiteral("2 open tasks"));
        summary.failureMessage = "It\nbroke.";
        QCOMPARE(remarkWords(summary), QStringLiteral("It broke."));
    }
};

QTEST_APPLESS_MAIN(TestCliTexts)
#include "tst_cli_texts.moc"
