// SPDX-License-Identifier: GPL-3.0-or-later
//
// P5, an approval that is suspended: what comes meanwhile takes effect afterwards, in the order in which it
// came, whenever the hub dies. The exact turns without a death are in
// tests/engine/orchestration/tst_patterns.cpp.
#include "tests/patterns/Approval.h"
#include "tests/patterns/PatternRun.h"

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString id = u"approval"_s;
const QString drawing = u"approval-by-event"_s;

/// Suspends the approval as soon as it waits, lets come what is to come meanwhile, in that order
/// ("ER(ApprovalEvent)", "TmF(→1)"), and resumes it. When the death comes after the event is on disk, it is
/// raised only once.
PatternRun::Nudge suspendingFor(const QStringList &meanwhile, bool isStoredByThen)
{
    return [meanwhile, isStoredByThen, isRaised = false](PatternRun &run) mutable {
        const QString story = run.story(id).join(u' ');
        if (!story.contains(waiting) || story.contains(u"ERe"))
            return;
        if (!story.contains(u"ESu")) {
            (void)waitFor(run.client().suspend(InstanceId(id), u"a pause"_s));
            return;
        }
        for (const QString &event : meanwhile) {
            if (story.contains(event))
                continue;
            if (event.startsWith(u"ER") && !isRaised)
                isRaised = run.raise(id, u"ApprovalEvent"_s, true).has_value() || isStoredByThen;
            return;
        }
        (void)waitFor(run.client().resume(InstanceId(id), u"the end of it"_s));
    };
}

} // namespace

class TestPatternSuspension : public QObject
{
    Q_OBJECT

private slots:
    void aSuspendedApprovalGoesOnAfterwards_data();
    void aSuspendedApprovalGoesOnAfterwards();
};

void TestPatternSuspension::aSuspendedApprovalGoesOnAfterwards_data()
{
    QTest::addColumn<QByteArray>("limit");
    QTest::addColumn<QStringList>("meanwhile");
    QTest::addColumn<QString>("output");
    QTest::addColumn<QString>("killedAt");
    const QString processed = uR"({"processed":true})"_s;
    const QString escalated = uR"("escalated")"_s;
    const QString raised = u"ER(ApprovalEvent)"_s;
    const QString due = u"TmF(→1)"_s;
    // The third turn suspends, the last but one resumes.
    for (const char *kill : {"K2:3", "K3:3", "K39:4", "K2:4", "K3:4", "K2:5", "K3:5"})
        QTest::addRow("raised meanwhile, %s", kill)
            << QByteArray("72 h") << QStringList{raised} << processed << QString::fromLatin1(kill);
    for (const char *kill : {"K35:1", "K2:4", "K3:4"})
        QTest::addRow("due meanwhile, %s", kill)
            << QByteArray("1.5 s") << QStringList{due} << escalated << QString::fromLatin1(kill);
    for (const char *kill : {"", "K35:1"})
        QTest::addRow("raised, then due, %s", kill)
            << QByteArray("1.5 s") << QStringList{raised, due} << processed << QString::fromLatin1(kill);
    for (const char *kill : {"", "K2:6"})
        QTest::addRow("due, then raised, %s", kill)
            << QByteArray("1.5 s") << QStringList{due, raised} << escalated << QString::fromLatin1(kill);
}

void TestPatternSuspension::aSuspendedApprovalGoesOnAfterwards()
{
    QFETCH(const QByteArray, limit);
    QFETCH(const QStringList, meanwhile);
    QFETCH(const QString, output);
    QFETCH(const QString, killedAt);
    PatternRun run;
    run.addDrawing(drawing);
    const Json input = limitOf(limit.constData());
    const auto nudge = suspendingFor(meanwhile, !killedAt.endsWith(u":3"));
    if (killedAt.isEmpty()) {
        QVERIFY(run.hub().open());
        QVERIFY(run.start(drawing, id, input));
        QVERIFY(run.waitForEnd(id, nudge));
        QVERIFY(run.hub().close());
    } else {
        QCOMPARE(run.dieAndGoOn(drawing, id, input, killedAt, nudge), QString());
    }
    StoreOnDisk store(run.folder());
    QCOMPARE(store.flaws(), QStringList());
    // A suspension or resumption whose answer was lost is asked for again, and then is a turn without
    // anything.
    QStringList story = storyOf(store.history(id));
    story.removeAll(QString());
    QCOMPARE(story.join(u" / "_s), u"ES TS(0) / TC(→0) TmC(1) / ESu / %1 / ERe TS(2) / TC(→2) EC(3)"_s.arg(
                                       meanwhile.join(u" / "_s)));
    QCOMPARE(QString::fromStdString(store.output(id)), output);
}

QTEST_GUILESS_MAIN(TestPatternSuspension)
#include "tst_pattern_suspension.moc"
