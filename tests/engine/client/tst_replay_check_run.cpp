// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/InstanceMover.h"
#include "engine/client/ReplayCheckRun.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/support/client/OpenedHub.h"

#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

// Waits for “go” after a timer of no length, or after an approval.
QByteArray order(const QByteArray &first, const QByteArray &output)
{
    return R"({"format":1,"name":"Order","nodes":[{"id":"a","kind":"start","name":"Start"},)" + first +
           R"(,{"id":"c","kind":"wait-for-event","name":"Go","fields":{"event":"go"}},
      {"id":"d","kind":"end","name":"End","fields":{"output":")" +
           output + R"("}}],"edges":[{"from":"a","to":"b"},{"from":"b","to":"c"},{"from":"c","to":"d"},
      {"from":"b","port":"Yes","to":"c"}]})";
}

const QByteArray nap = R"({"id":"b","kind":"timer","name":"Nap","fields":{"duration":"0 s"}})";
const QByteArray ask =
    R"({"id":"b","kind":"approval","name":"Ask","fields":{"title":"Well?","outcomes":["Yes"]}})";

std::shared_ptr<const WorkflowDefinition> drawing(QByteArray text)
{
    // An edge from a port that the node has not is a problem; each drawing keeps its own.
    if (text.contains("approval"))
        text.replace(R"({"from":"b","to":"c"},)", "");
    else
        text.replace(R"(,
      {"from":"b","port":"Yes","to":"c"})",
                     "");
    auto definition = parseDefinition(text, u"test"_s);
    return definition ? std::make_shared<const WorkflowDefinition>(*std::move(definition)) : nullptr;
}

} // namespace

/// The instances of a hub against another drawing, and the move of those that fit.
class TestReplayCheckRun : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void publishedVersionsAreListedTheLastOneFirst();
    void eachInstanceGetsItsVerdict();
    void finishedOnesAreCheckedWhenTheyAreWanted();
    void whatFitsIsMovedAndWrittenDown();
    void aRemoteClientMovesAsWell();
    void theOutcomeOfEachMoveIsTold();
    void whatWasRewoundIsReplayedAsAWhole();

private:
    [[nodiscard]] VersionId publish(const std::shared_ptr<const WorkflowDefinition> &definition);
    void start(const QString &id, const VersionId &version);
    [[nodiscard]] QMap<QString, ReplayVerdict> check(const std::shared_ptr<const WorkflowDefinition> &against,
                                                     int finished = 0);

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubClient> m_hub;
};

void TestReplayCheckRun::init()
{
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = openedHub(m_folder->path());
    QVERIFY(m_hub);
}

VersionId TestReplayCheckRun::publish(const std::shared_ptr<const WorkflowDefinition> &definition)
{
    const auto version = waitFor(m_hub->publish(definitionText(*definition)));
    return version ? *version : VersionId();
}

void TestReplayCheckRun::start(const QString &id, const VersionId &version)
{
    StartRequest request;
    request.version = version;
    request.id = InstanceId(id);
    QVERIFY(waitFor(m_hub->start(request)));
    // It waits for its event, which no row tells but the explanation.
    QTRY_VERIFY_WITH_TIMEOUT(std::ranges::any_of(waitFor(m_hub->explain(InstanceId(id)))->reasons,
                                                 [](const InstanceReason &reason) {
                                                     return reason.kind ==
                                                            InstanceReason::Kind::ExternalEvent;
                                                 }),
                             20000);
}

QMap<QString, ReplayVerdict>
TestReplayCheckRun::check(const std::shared_ptr<const WorkflowDefinition> &against, int finished)
{
    QMap<QString, ReplayVerdict> verdicts;
    ReplayCheckRun run(*m_hub, against, finished);
    QSignalSpy ended(&run, &ReplayCheckRun::ended);
    connect(&run, &ReplayCheckRun::checked, this, [&](const CheckedInstance &checked) {
        verdicts[checked.instance.id.toQString()] = checked.verdict;
    });
    run.start();
    return ended.wait(20000) ? verdicts : QMap<QString, ReplayVerdict>();
}

void TestReplayCheckRun::publishedVersionsAreListedTheLastOneFirst()
{
    const VersionId one = publish(drawing(order(nap, "one")));
    const VersionId two = publish(drawing(order(nap, "two")));
    start(u"a"_s, one);
    auto versions = waitFor(m_hub->versions("Order"));
    QVERIFY(versions);
    QCOMPARE(versions->size(), std::size_t(2));
    QVERIFY((*versions)[0].version == two);
    QCOMPARE((*versions)[0].instances, 0);
    QVERIFY((*versions)[1].version == one);
    QCOMPARE((*versions)[1].instances, 1);
    QCOMPARE((*versions)[1].name, std::string("Order"));
    // Published again, it is the last one.
    QVERIFY(publish(drawing(order(nap, "one"))) == one);
    versions = waitFor(m_hub->versions("Order"));
    QVERIFY((*versions)[0].version == one);
    QCOMPARE(waitFor(m_hub->versions("Nothing"))->size(), std::size_t(0));
}

void TestReplayCheckRun::eachInstanceGetsItsVerdict()
{
    const VersionId one = publish(drawing(order(nap, "one")));
    const VersionId asks = publish(drawing(order(ask, "asked")));
    start(u"naps"_s, one);
    StartRequest request;
    request.version = asks;
    request.id = InstanceId(u"asks"_s);
    QVERIFY(waitFor(m_hub->start(request)));
    QTRY_COMPARE(waitFor(m_hub->humanTasks())->size(), std::size_t(1));

    const auto verdicts = check(drawing(order(nap, "two")));
    QCOMPARE(verdicts.keys(), (QStringList{u"asks"_s, u"naps"_s}));
    QVERIFY(verdicts[u"naps"_s] == ReplayVerdict());
    const ReplayVerdict differs = verdicts[u"asks"_s];
    QVERIFY(differs.kind == ReplayVerdict::Kind::Differs);
    QCOMPARE(differs.recorded, std::string("a human task"));
    QCOMPARE(differs.asked, std::string("a timer"));
    QCOMPARE(differs.event, 2);
}

void TestReplayCheckRun::finishedOnesAreCheckedWhenTheyAreWanted()
{
    const VersionId one = publish(drawing(order(nap, "one")));
    for (const QString &id : {u"a"_s, u"b"_s}) {
        start(id, one);
        QVERIFY(waitFor(m_hub->raiseEvent(InstanceId(id), u"go"_s, nullptr)));
        QTRY_VERIFY(isTerminal(waitFor(m_hub->instance(InstanceId(id)))->summary.status));
    }
    QVERIFY(check(drawing(order(nap, "two"))).isEmpty());
    QCOMPARE(check(drawing(order(nap, "two")), 1).keys(), QStringList{u"b"_s});
    QCOMPARE(check(drawing(order(nap, "two")), 5).keys(), (QStringList{u"a"_s, u"b"_s}));
}

void TestReplayCheckRun::whatFitsIsMovedAndWrittenDown()
{
    start(u"a"_s, publish(drawing(order(nap, "one"))));
    const VersionId two = publish(drawing(order(nap, "two")));
    const auto moved = waitFor(m_hub->moveInstance(InstanceId(u"a"_s), two, u"mended"_s));
    QVERIFY2(moved, moved ? "" : qPrintable(moved.error().message));
    QTRY_VERIFY(waitFor(m_hub->instance(InstanceId(u"a"_s)))->summary.version == two);
    QVERIFY(waitFor(m_hub->raiseEvent(InstanceId(u"a"_s), u"go"_s, nullptr)));
    QTRY_COMPARE(dumpJson(waitFor(m_hub->instance(InstanceId(u"a"_s)))->output), std::string("\"two\""));
    const auto audit = waitFor(m_hub->auditLog({}));
    QVERIFY(audit);
    const auto move = std::ranges::find(audit->entries, AuditAction::Move,
                                        [](const AuditEntry &entry) { return entry.note.action; });
    QVERIFY(move != audit->entries.end());
    QCOMPARE(move->note.target, std::string("a"));
    QCOMPARE(move->note.reason, std::string("mended"));
}

void TestReplayCheckRun::aRemoteClientMovesAsWell()
{
    start(u"a"_s, publish(drawing(order(nap, "one"))));
    const VersionId two = publish(drawing(order(nap, "two")));
    const VersionId asks = publish(drawing(order(ask, "asked")));
    const auto guest = openedHub(m_folder->path());
    QVERIFY(guest);
    QCOMPARE(waitFor(guest->versions("Order"))->size(), std::size_t(3));
    const auto refused = waitFor(guest->moveInstance(InstanceId(u"a"_s), asks, {}));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotAllowed);
    QVERIFY(waitFor(guest->moveInstance(InstanceId(u"a"_s), two, {})));
    QTRY_VERIFY(waitFor(guest->instance(InstanceId(u"a"_s)))->summary.version == two);
}

void TestReplayCheckRun::theOutcomeOfEachMoveIsTold()
{
    start(u"a"_s, publish(drawing(order(nap, "one"))));
    StartRequest later;
    later.version = publish(drawing(order(nap, "one")));
    later.id = InstanceId(u"later"_s);
    later.startAt = SystemClock().now() + std::chrono::hours(24);
    QVERIFY(waitFor(m_hub->start(later)));
    InstanceMover mover(*m_hub, publish(drawing(order(nap, "two"))), u"mended"_s);
    QMap<QString, QPair<InstanceMover::Outcome, QString>> outcomes;
    connect(&mover, &InstanceMover::settled, this,
            [&](const InstanceId &id, InstanceMover::Outcome outcome, const QString &why) {
                outcomes[id.toQString()] = {outcome, why};
            });
    for (const QString &id : {u"a"_s, u"later"_s, u"nobody"_s})
        mover.move(InstanceId(id));
    QTRY_COMPARE(outcomes.size(), 3);
    QVERIFY(outcomes[u"a"_s].first == InstanceMover::Outcome::Moved);
    QVERIFY(outcomes[u"later"_s].first == InstanceMover::Outcome::Waits);
    QVERIFY(outcomes[u"nobody"_s].first == InstanceMover::Outcome::Refused);
    QCOMPARE(outcomes[u"nobody"_s].second, u"There is no instance “nobody”; check the id."_s);
}

void TestReplayCheckRun::whatWasRewoundIsReplayedAsAWhole()
{
    const auto failing =
        drawing(order(R"({"id":"b","kind":"activity","name":"Gone","fields":{"activity":"gone"}})", "one"));
    StartRequest request;
    request.version = publish(failing);
    request.id = InstanceId(u"a"_s);
    QVERIFY(waitFor(m_hub->start(request)));
    const auto hasFailed = [&](std::size_t rewinds) {
        const auto history = waitFor(m_hub->history(*request.id));
        const auto isRewind = [](const HistoryEvent &event) {
            return event.as<ExecutionRewound>() != nullptr;
        };
        return std::size_t(std::ranges::count_if(*history, isRewind)) == rewinds &&
               waitFor(m_hub->instance(*request.id))->summary.status == OrchestrationStatus::Failed;
    };
    QTRY_VERIFY(hasFailed(0));
    QVERIFY(waitFor(m_hub->rewind(*request.id, u"again"_s)));
    QTRY_VERIFY(hasFailed(1));
    QVERIFY(check(failing, 1)[u"a"_s] == ReplayVerdict());
}

QTEST_GUILESS_MAIN(TestReplayCheckRun)
#include "tst_replay_check_run.moc"
