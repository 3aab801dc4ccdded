// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/kill_resume/HistoryCheck.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

HistoryEvent decision(SequenceNumber number, EventData data)
{
    return {.eventId = number, .timestamp = {}, .origin = {}, .data = std::move(data)};
}

HistoryEvent fact(EventData data)
{
    return decision(-1, std::move(data));
}

/// An activity beside a timer, then what is given.
History after(std::vector<HistoryEvent> turn)
{
    History history{fact(OrchestratorStarted()), fact(ExecutionStarted()), decision(0, TaskScheduled()),
                    decision(1, TimerCreated()), fact(OrchestratorCompleted())};
    history.push_back(fact(OrchestratorStarted()));
    history.insert(history.end(), turn.begin(), turn.end());
    history.push_back(fact(OrchestratorCompleted()));
    return history;
}

} // namespace

// What the crash tests look for is found when it is there.
class TestHistoryCheck : public QObject
{
    Q_OBJECT

private slots:
    void whatBreaksTheRulesIsFound_data();
    void whatBreaksTheRulesIsFound();
    void aSoundHistoryHasNoFlaw();
};

void TestHistoryCheck::whatBreaksTheRulesIsFound_data()
{
    QTest::addColumn<History>("history");
    QTest::addColumn<QString>("flaw");
    QTest::newRow("a result for a timer")
        << after({fact(TaskCompleted{1, nullptr})})
        << u"event 6: TaskCompleted answers decision 1, which is TimerCreated"_s;
    QTest::newRow("a failure for a timer")
        << after({fact(TaskFailed{1, {}})})
        << u"event 6: TaskFailed answers decision 1, which is TimerCreated"_s;
    QTest::newRow("a firing for an activity")
        << after({fact(TimerFired{0, {}})})
        << u"event 6: TimerFired answers decision 0, which is TaskScheduled"_s;
    QTest::newRow("a child's end for an activity")
        << after({fact(SubOrchestrationCompleted{0, nullptr})})
        << u"event 6: SubOrchestrationCompleted answers decision 0, which is TaskScheduled"_s;
    QTest::newRow("a result for nothing") << after({fact(TaskCompleted{2, nullptr})})
                                          << u"event 6: an answer to decision 2, which there is not"_s;
    QTest::newRow("a second result") << after({fact(TaskCompleted{0, nullptr}),
                                               fact(TaskCompleted{0, nullptr})})
                                     << u"event 7: a second answer to decision 0"_s;
    QTest::newRow("a gap") << after({decision(3, TaskScheduled())}) << u"event 6: decision 3 instead of 2"_s;
    QTest::newRow("a decision after the end")
        << after({decision(2, ExecutionCompleted()), decision(3, TaskScheduled())})
        << u"event 7: TaskScheduled after the end"_s;
}

void TestHistoryCheck::whatBreaksTheRulesIsFound()
{
    QFETCH(const History, history);
    QFETCH(const QString, flaw);
    QCOMPARE(flawsOf(history), QStringList(flaw));
}

void TestHistoryCheck::aSoundHistoryHasNoFlaw()
{
    QCOMPARE(flawsOf(after({fact(TaskCompleted{0, nullptr}), fact(TimerFired{1, {}}),
                            decision(2, ExecutionCompleted())})),
             QStringList());
}

QTEST_GUILESS_MAIN(TestHistoryCheck)
#include "tst_history_check.moc"
