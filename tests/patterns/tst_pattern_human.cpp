// SPDX-License-Identifier: GPL-3.0-or-later
//
// P5, human interaction. Proven here: the scenarios A, B, C, D and E with deaths around the event and the
// timer; the template (approval and escalation) with a death at each crash point; the chain of two levels
// with deaths at each of its turns; wrong and repeated events, another case of the name, the stored 72 h, a
// timer that is not cancelled. Suspension is in tst_pattern_suspension.cpp. Not repeated: a clock that is set
// back and a restart months later (tests/engine/runtime/tst_hub_restart.cpp); the exact histories of the
// races without a death (tests/engine/orchestration/tst_patterns.cpp, tests/data/workflows/ race-* and
// event-*); an event without JSON (tests/engine/http/tst_web_door.cpp).
#include "tests/patterns/Approval.h"
#include "tests/patterns/KillPoints.h"
#include "tests/patterns/PatternRun.h"
#include "tests/support/RandomSizes.h"

#include <algorithm>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString id = u"approval"_s;
const QString drawing = u"approval-by-event"_s;

/// Raises the event as soon as it is waited for, until that succeeds; when the death comes after the event is
/// on disk, only once, for the death may have come before it was acknowledged.
PatternRun::Nudge approving(const Json &payload, bool isStoredByThen)
{
    return [payload, isStoredByThen, isDone = false](PatternRun &run) mutable {
        if (!isDone && run.story(id).join(u' ').contains(waiting))
            isDone = run.raise(id, u"ApprovalEvent"_s, payload).has_value() || isStoredByThen;
    };
}

/// Answers whatever that person is asked.
PatternRun::Nudge answering(const char *assignee, const char *outcome)
{
    return [assignee, outcome](PatternRun &run) {
        const auto tasks = waitFor(run.client().humanTasks());
        for (const HumanTaskInfo &task : tasks.value_or(std::vector<HumanTaskInfo>())) {
            if (task.request.assignee == assignee)
                (void)waitFor(run.client().answerHumanTask(task.id, {.outcome = outcome}));
        }
    };
}

/// A pipe of that name in the workspace, for which an activity holds.
void addPipe(const PatternRun &run, const char *name)
{
    QCOMPARE(::mkfifo(qPrintable(run.folder() + u'/' + QString::fromLatin1(name)), 0600), 0);
}

/// Waits for the activity that holds for it, and lets it go on; nothing holds for it any more.
void letGo(PatternRun &run, const char *name)
{
    const QString path = run.folder() + u'/' + QString::fromLatin1(name);
    int pipe = -1;
    QVERIFY(QTest::qWaitFor([&] { return (pipe = ::open(qPrintable(path), O_WRONLY | O_NONBLOCK)) >= 0; },
                            20'000));
    run.removeFile(QString::fromLatin1(name));
    ::close(pipe);
}

Instant now()
{
    return SystemClock().now();
}

Instant dueOf(const History &history)
{
    for (const HistoryEvent &event : history) {
        if (const auto *timer = event.as<TimerCreated>())
            return timer->fireAt;
    }
    return {};
}

} // namespace

class TestPatternHuman : public QObject
{
    Q_OBJECT

private slots:
    void anApprovalSurvivesEachDeath_data();
    void anApprovalSurvivesEachDeath();
    void anApprovalIsDealtWithAtOnce();
    void aTimeOutSurvivesEachDeath_data();
    void aTimeOutSurvivesEachDeath();
    void anEarlyEventIsKept_data();
    void anEarlyEventIsKept();
    void whatIsFirstInTheHistoryWins();
    void theTemplateSurvivesEachDeath_data();
    void theTemplateSurvivesEachDeath();
    void onlyTheRightEventCounts();
    void aSecondApprovalIsKeptAndProcessedByNobody_data();
    void aSecondApprovalIsKeptAndProcessedByNobody();
    void threeDaysAreStoredAsAnInstant();
    void theSecondLevelOutlivesTheFirst_data();
    void theSecondLevelOutlivesTheFirst();
    void aTimerThatIsKeptKeepsTheInstance_data();
    void aTimerThatIsKeptKeepsTheInstance();

private:
    /// Waits for the approval, with the hub open.
    void startAndWait(PatternRun &run, const Json &input);
};

void TestPatternHuman::startAndWait(PatternRun &run, const Json &input)
{
    run.addDrawing(drawing);
    QVERIFY(run.hub().open());
    QVERIFY(run.start(drawing, id, input));
    QVERIFY(run.waitForEvents(id, waiting));
}

void TestPatternHuman::anApprovalSurvivesEachDeath_data()
{
    QTest::addColumn<QString>("killedAt");
    QTest::addColumn<bool>("isRaisedBefore");
    QTest::addColumn<bool>("payload");
    // The event comes after the second turn; the third takes it in.
    for (const char *kill : {"K1:1", "K2:1", "K2:2", "K3:1", "K3:2", "K4:1", "K5:1", "K39:2"})
        QTest::newRow(kill) << QString::fromLatin1(kill) << false << true;
    for (const char *kill : {"K39:3", "K2:3", "K3:3", "K4:2", "K2:4", "K5:2", "K6:1"})
        QTest::newRow(kill) << QString::fromLatin1(kill) << true << true;
    QTest::newRow("a negative answer, K2:3") << u"K2:3"_s << true << false;
    QTest::newRow("a negative answer, K3:3") << u"K3:3"_s << true << false;
}

void TestPatternHuman::anApprovalSurvivesEachDeath()
{
    QFETCH(const QString, killedAt);
    QFETCH(const bool, isRaisedBefore);
    QFETCH(const bool, payload);
    PatternRun run;
    run.addDrawing(drawing);
    QCOMPARE(run.dieAndGoOn(drawing, id, limitOf("72 h"), killedAt, approving(payload, isRaisedBefore)),
             QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / ER(ApprovalEvent) TS(2) / TC(→2) EC(3)"_s);
    QCOMPARE(store.output(id), std::string(payload ? R"({"processed":true})" : R"({"processed":false})"));
    QCOMPARE(run.effectsOf("process"), killedAt == u"K4:2" || killedAt == u"K2:4" ? 2 : 1);
    QCOMPARE(run.effectsOf("escalate"), 0);
}

// The timer of 72 h holds nothing up.
void TestPatternHuman::anApprovalIsDealtWithAtOnce()
{
    PatternRun run;
    startAndWait(run, limitOf("72 h"));
    QVERIFY(run.raise(id, u"ApprovalEvent"_s, true));
    QVERIFY(run.waitForEnd(id));
    QVERIFY(!run.detail(id).summary.nextTimer);
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    const History history = store.history(id);
    QCOMPARE(storyOf(history).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / ER(ApprovalEvent) TS(2) / TC(→2) EC(3)"_s);
    const auto raised = std::ranges::find_if(
        history, [](const HistoryEvent &event) { return event.as<EventRaised>() != nullptr; });
    const Instant completed = *store.detail(id).summary.completed;
    QVERIFY(completed >= raised->timestamp);
    // On a machine with nothing else to do it takes some milliseconds.
    QVERIFY(completed - raised->timestamp < std::chrono::seconds(5));
}

void TestPatternHuman::aTimeOutSurvivesEachDeath_data()
{
    addKillRows({{2, 4}, {3, 3}, {4, 2}, {timerDue, 1}, {6, 1}});
}

void TestPatternHuman::aTimeOutSurvivesEachDeath()
{
    QFETCH(const int, point);
    QFETCH(const int, pass);
    PatternRun run;
    run.addDrawing(drawing);
    QCOMPARE(run.dieAndGoOn(drawing, id, limitOf("0.1 s"), killAt(point, pass)), QString());
    // A later event comes too late.
    QVERIFY(run.hub().open());
    const auto late = run.raise(id, u"ApprovalEvent"_s, true);
    QVERIFY(!late);
    QCOMPARE(late.error().code, ErrorCode::NotAllowed);
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) EC(3)"_s);
    QCOMPARE(store.output(id), std::string(R"("escalated")"));
    QCOMPARE(run.effectsOf("process"), 0);
}

void TestPatternHuman::anEarlyEventIsKept_data()
{
    // The second turn takes the event in, the third what RequestApproval gave.
    QTest::addColumn<QString>("killedAt");
    for (const char *kill :
         {"K39:2", "K2:2", "K3:2", "K4:1", "K39:3", "K2:3", "K3:3", "K4:2", "K2:4", "K6:1"})
        QTest::newRow(kill) << QString::fromLatin1(kill);
}

void TestPatternHuman::anEarlyEventIsKept()
{
    QFETCH(const QString, killedAt);
    PatternRun run;
    run.addDrawing(drawing);
    addPipe(run, "held");
    QVERIFY(run.hub().open(killedAt));
    Json input = limitOf("72 h");
    input["held"] = "held";
    QVERIFY(run.start(drawing, id, input));
    QVERIFY(run.waitForEvents(id, u"TS(0)"_s));
    // Its answer may be lost with the hub.
    (void)run.raise(id, u"ApprovalEvent"_s, true);
    if (run.waitForEvents(id, u"ER(ApprovalEvent)"_s))
        letGo(run, "held");
    QVERIFY(run.hub().waitForDeath());
    run.removeFile(u"held"_s);
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"({"processed":true})"));
    const QString story = storyOf(store.history(id)).join(u' ');
    QVERIFY2(story.indexOf(u"ER(ApprovalEvent)"_s) < story.indexOf(u"TC(→0)"_s), qPrintable(story));
    QCOMPARE(story.count(u"ER("_s), 1);
    QVERIFY2(!story.contains(u"TmF"), qPrintable(story));
    QCOMPARE(run.effectsOf("process"), killedAt == u"K4:2" || killedAt == u"K2:4" ? 2 : 1);
    QCOMPARE(run.effectsOf("escalate"), 0);
}

void TestPatternHuman::whatIsFirstInTheHistoryWins()
{
    PatternRun run;
    run.addDrawing(drawing);
    // The death comes when the event is on disk, before its turn.
    QVERIFY(run.hub().open(killAt(eventAccepted, 3)));
    QVERIFY(run.start(drawing, id, limitOf("4 s")));
    QVERIFY(run.waitForEvents(id, waiting));
    const Instant due = dueOf(*waitFor(run.client().history(InstanceId(id))));
    (void)run.raise(id, u"ApprovalEvent"_s, true);
    QVERIFY(run.hub().waitForDeath());
    QTRY_VERIFY_WITH_TIMEOUT(now() > due, 20'000);
    QVERIFY(run.hub().open());
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    // Among them: that a replay agrees.
    QCOMPARE(store.flaws(), QStringList());
    const QString story = storyOf(store.history(id)).join(u" "_s);
    const qsizetype event = story.indexOf(u"ER(ApprovalEvent)"_s);
    const qsizetype timer = story.indexOf(u"TmF(→1)"_s);
    QVERIFY2(event >= 0, qPrintable(story));
    const bool isApproved = timer < 0 || event < timer;
    QCOMPARE(QString::fromStdString(store.output(id)) + u" of "_s + story,
             (isApproved ? uR"({"processed":true})"_s : uR"("escalated")"_s) + u" of "_s + story);
}

void TestPatternHuman::theTemplateSurvivesEachDeath_data()
{
    QTest::addColumn<QString>("answerWithin");
    QTest::addColumn<QString>("asked");
    QTest::addColumn<QString>("outcome");
    QTest::addColumn<QString>("decision");
    QTest::addColumn<QString>("killedAt");
    for (const char *kill : {"K1:1", "K2:1", "K2:2", "K2:3", "K3:1", "K3:2", "K4:1", "K5:1", "K6:1", "K39:2"})
        QTest::addRow("approved, %s", kill)
            << u"72 h"_s << u"Team lead"_s << u"Approve"_s << u"approved"_s << QString::fromLatin1(kill);
    for (const char *kill : {"K35:1", "K2:2", "K3:2", "K35:2", "K2:3", "K4:1", "K6:1"})
        QTest::addRow("nobody answers, %s", kill)
            << u"0.2 s"_s << u"nobody"_s << u"Approve"_s << u"not answered"_s << QString::fromLatin1(kill);
    // Long enough for the next hub to open before the second person's time is over.
    QTest::newRow("escalated, K35:1")
        << u"5 s"_s << u"Head of department"_s << u"Reject"_s << u"rejected"_s << u"K35:1"_s;
}

void TestPatternHuman::theTemplateSurvivesEachDeath()
{
    QFETCH(const QString, answerWithin);
    QFETCH(const QString, asked);
    QFETCH(const QString, outcome);
    QFETCH(const QString, decision);
    QFETCH(const QString, killedAt);
    PatternRun run;
    const QString name = u"approval-with-escalation"_s;
    run.addTemplate(name);
    Json input = Json::object();
    input["answerWithin"] = answerWithin.toStdString();
    const QByteArray person = asked.toUtf8();
    const QByteArray answer = outcome.toUtf8();
    QCOMPARE(run.dieAndGoOn(name, id, input, killedAt, answering(person.constData(), answer.constData())),
             QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id),
             R"({"request":"A new laptop","decision":")" + decision.toStdString() + R"("})");
    QCOMPARE(storyOf(store.history(id)).join(u' ').count(u"HA("_s), asked == u"nobody" ? 0 : 1);
}

void TestPatternHuman::onlyTheRightEventCounts()
{
    PatternRun run;
    startAndWait(run, limitOf("72 h"));
    QVERIFY(run.raise(id, u"Approval"_s, 1));
    const auto nobody = run.raise(u"nobody"_s, u"ApprovalEvent"_s, 1);
    QVERIFY(!nobody);
    QCOMPARE(nobody.error().code, ErrorCode::NotFound);
    run.hub().kill();
    QVERIFY(run.hub().open());
    QCOMPARE(run.detail(id).summary.status, OrchestrationStatus::Running);
    // The case of the name does not matter, and the second is of no use.
    QVERIFY(run.raise(id, u"approvalevent"_s, 2));
    (void)run.raise(id, u"ApprovalEvent"_s, 3);
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.output(id), std::string(R"({"processed":2})"));
    QCOMPARE(run.effectsOf("process"), 1);
}

void TestPatternHuman::aSecondApprovalIsKeptAndProcessedByNobody_data()
{
    QTest::addColumn<bool>("isKilled");
    QTest::newRow("in one life") << false;
    QTest::newRow("with a death in between") << true;
}

void TestPatternHuman::aSecondApprovalIsKeptAndProcessedByNobody()
{
    QFETCH(const bool, isKilled);
    PatternRun run;
    addPipe(run, "held");
    Json input = limitOf("72 h");
    input["processHeld"] = "held";
    startAndWait(run, input);
    QVERIFY(run.raise(id, u"ApprovalEvent"_s, 2));
    QVERIFY(run.waitForEvents(id, u"ER(ApprovalEvent) TS(2)"_s));
    QVERIFY(run.raise(id, u"ApprovalEvent"_s, 3));
    QVERIFY(run.waitForEvents(id, u"ER(ApprovalEvent) TS(2) ER(ApprovalEvent)"_s));
    if (isKilled) {
        run.hub().kill();
        run.removeFile(u"held"_s);
        QVERIFY(run.hub().open());
    } else {
        letGo(run, "held");
    }
    QVERIFY(run.waitForEnd(id));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / ER(ApprovalEvent) TS(2) / ER(ApprovalEvent) / TC(→2) EC(3)"_s);
    QCOMPARE(store.detail(id).summary.status, OrchestrationStatus::Completed);
    QCOMPARE(store.output(id), std::string(R"({"processed":2})"));
    QCOMPARE(run.effectsOf("process"), 1);
    QCOMPARE(run.effectsOf("escalate"), 0);
}

void TestPatternHuman::threeDaysAreStoredAsAnInstant()
{
    PatternRun run;
    startAndWait(run, limitOf("72 h"));
    run.hub().kill();
    QVERIFY(run.hub().open());
    const History history = *waitFor(run.client().history(InstanceId(id)));
    const Instant due = dueOf(history);
    for (const HistoryEvent &event : history) {
        if (event.as<TimerCreated>())
            QVERIFY(due == event.timestamp + std::chrono::hours(72));
    }
    QVERIFY(run.detail(id).summary.nextTimer == due);
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
}

void TestPatternHuman::theSecondLevelOutlivesTheFirst_data()
{
    // Turns 1 to 3 are the first level's, 4 and 5 the second's; the sixth terminates the first.
    QTest::addColumn<QString>("killedAt");
    for (const char *kill : {"K35:1", "K2:3", "K3:3", "K2:5", "K39:6", "K2:6", "K3:6", "K6:1"})
        QTest::newRow(kill) << QString::fromLatin1(kill);
}

void TestPatternHuman::theSecondLevelOutlivesTheFirst()
{
    QFETCH(const QString, killedAt);
    PatternRun run;
    run.addDrawing(u"second-level"_s);
    run.addDrawing(u"approval-with-chain"_s);
    const QString second = id + u"-second"_s;
    const bool isStoredByThen = killedAt.endsWith(u":7");
    const auto terminateAndApprove = [&second, isStoredByThen,
                                      isRaised = false](PatternRun &running) mutable {
        if (!running.story(second).join(u' ').contains(waiting))
            return;
        if (!isTerminal(running.detail(id).summary.status))
            (void)waitFor(running.client().terminate(InstanceId(id), u"no longer"_s));
        else if (!isRaised)
            isRaised = running.raise(second, u"ApprovalEvent"_s, true).has_value() || isStoredByThen;
    };
    const auto haveBothEnded = [&] {
        return isTerminal(run.detail(id).summary.status) && isTerminal(run.detail(second).summary.status);
    };
    QVERIFY(run.hub().open(killedAt));
    QVERIFY(run.start(u"approval-with-chain"_s, id, limitOf("0.1 s")));
    (void)run.waitUntil(haveBothEnded, terminateAndApprove);
    QVERIFY(run.hub().waitForDeath());
    QVERIFY(run.hub().open());
    QVERIFY(run.waitUntil(haveBothEnded, terminateAndApprove));
    QVERIFY(run.hub().close());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    QCOMPARE(store.detail(id).summary.status, OrchestrationStatus::Terminated);
    QCOMPARE(store.detail(id).summary.failureMessage, std::string("no longer"));
    QCOMPARE(storyOf(store.history(id)).join(u" / "_s), u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) SC(2) / ET"_s);
    QCOMPARE(storyOf(store.history(second)).join(u" / "_s),
             u"ES TS(0) / TC(→0) TmC(1) / ER(ApprovalEvent) TS(2) / TC(→2) EC(3)"_s);
    QCOMPARE(store.output(second), std::string(R"({"processed":true})"));
}

void TestPatternHuman::aTimerThatIsKeptKeepsTheInstance_data()
{
    QTest::addColumn<QString>("killedAt");
    for (const char *kill : {"K2:2", "K3:2", "K4:1", "K5:1", "K2:3", "K3:3", "K35:1", "K2:4", "K6:1"})
        QTest::newRow(kill) << QString::fromLatin1(kill);
}

// Auto-cancel off: what follows the race is done, and still the instance runs until the timer is due.
void TestPatternHuman::aTimerThatIsKeptKeepsTheInstance()
{
    QFETCH(const QString, killedAt);
    PatternRun run;
    run.addDrawing(u"approval-kept-timer"_s);
    // Under a sanitizer it takes a while until the event is raised, which has to be before the timer fires.
    const auto approveOnce = [isRaised = false](PatternRun &running) mutable {
        // Each of the deaths comes when the event is on disk; only the answer to it may be lost.
        const bool isWaiting = running.story(id).join(u' ').contains(u"TmC(0)"_s);
        if (!std::exchange(isRaised, isRaised || isWaiting) && isWaiting)
            (void)running.raise(id, u"ApprovalEvent"_s, true);
    };
    QCOMPARE(run.dieAndGoOn(u"approval-kept-timer"_s, id,
                            limitOf(fewerWhenSanitized(100) < 100 ? "30 s" : "3 s"), killedAt, approveOnce),
             QString());
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    // That the end comes after both shows that the instance ran until then; which is the first depends on how
    // long the second life took to begin.
    const QString story = storyOf(store.history(id)).join(u" / "_s);
    QVERIFY2(story == u"ES TmC(0) / ER(ApprovalEvent) TS(1) / TC(→1) / TmF(→0) EC(2)"_s ||
                 story == u"ES TmC(0) / ER(ApprovalEvent) TS(1) / TmF(→0) / TC(→1) EC(2)"_s,
             qPrintable(story));
    QCOMPARE(store.output(id), std::string(R"({"processed":true})"));
    QVERIFY(*store.detail(id).summary.completed >= dueOf(store.history(id)));
}

QTEST_GUILESS_MAIN(TestPatternHuman)
#include "tst_pattern_human.moc"
