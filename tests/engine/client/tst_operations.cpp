// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubServer.h"
#include "engine/client/LocalHubClient.h"
#include "engine/client/RemoteHubClient.h"
#include "engine/store/SqliteStore.h"
#include "tests/engine/client/OperatorHub.h"
#include "tests/engine/runtime/TestActivities.h"

#include <QDir>
#include <QFile>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

/// What operators do, through the door to a hub.
class TestOperations : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<ManualClock> m_clock;
    test::TestActivities m_activities;
    int m_maxPages = 0;
    OrchestrationLimits m_limits;
    std::unique_ptr<LocalHubClient> m_hub;
    std::map<QString, VersionId> m_versions;

    void open()
    {
        HubSettings settings;
        settings.workspace = m_folder->path();
        SqliteOptions options;
        options.path = m_folder->filePath(u"hub.db"_s);
        options.maxPages = m_maxPages;
        settings.store = std::make_shared<SqliteStore>(options);
        settings.activities = m_activities.lookup();
        settings.clock = m_clock;
        settings.limits = m_limits;
        settings.orchestrators = [] {
            return std::make_unique<CodeOrchestrators>(std::make_shared<const CodeOrchestrators::Functions>(
                CodeOrchestrators::Functions{{"waits", waits}, {"ends", ends}, {"calls", calls}}));
        };
        auto hub = LocalHubClient::create(settings);
        QVERIFY2(hub, hub ? "" : qPrintable(hub.error().message));
        m_hub = std::move(*hub);
        m_hub->setAuthor(u"kim"_s);
        for (const char *name : {"waits", "ends", "calls"}) {
            const auto version = waitFor(m_hub->publish(definition(name)));
            QVERIFY2(version, version ? "" : qPrintable(version.error().message));
            m_versions[QString::fromUtf8(name)] = *version;
        }
    }
    [[nodiscard]] Result<InstanceId> start(const QString &workflow, const QString &id, const Json &input = {})
    {
        StartRequest request;
        request.version = m_versions[workflow];
        request.input = input;
        request.id = idOf(id);
        return waitFor(m_hub->start(request));
    }
    [[nodiscard]] std::optional<OrchestrationStatus> status(const QString &id)
    {
        const auto detail = waitFor(m_hub->instance(idOf(id)));
        return detail ? std::optional(detail->summary.status) : std::nullopt;
    }
    void finish(const QString &id)
    {
        QVERIFY(start(u"ends"_s, id));
        QTRY_VERIFY(status(id) == OrchestrationStatus::Completed);
    }
    [[nodiscard]] std::vector<AuditEntry> audit(AuditQuery query = {})
    {
        const auto page = waitFor(m_hub->auditLog(std::move(query)));
        return page ? page->entries : std::vector<AuditEntry>();
    }
    [[nodiscard]] BatchStatus batch(int id)
    {
        const auto batches = waitFor(m_hub->batches());
        for (const BatchStatus &status : *batches) {
            if (status.id == id)
                return status;
        }
        return {};
    }
    void waitForState(int id, BatchStatus::State state)
    {
        QTRY_VERIFY_WITH_TIMEOUT(batch(id).state == state, 30'000);
    }

private slots:
    void init();
    void aListIsPurgedAndEachRefusalTold();
    void everyActionOfAnOperatorIsWrittenDown();
    void aClientElsewhereActsInItsOwnName();
    void aBatchTouchesAllThatTheQueryFinds();
    void aBatchSurvivesSingleRefusals();
    void aBatchIsPausedAndGoesOnAndIsCancelled();
    void aBatchRestartsWhatHasFinished();
    void rulesRemoveWhatIsTooOld();
    void rulesKeepTheLastOnesOfEachWorkflow();
    void rulesThatMakeNoSenseAreRefused();
    void payloadsThatAreTooLargeAreRefusedAtTheDoor();
    void aResultThatIsTooLargeFailsTheActivity();
    void aRunningHubIsBackedUpAndChecked();
    void anInstanceMovesByFile();
    void oneThatHasNotFinishedIsNotTakenIn();
    void aFullDiskRefusesOperatorsWithOneSentence();
};

void TestOperations::init()
{
    m_hub.reset();
    m_folder.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_clock = std::make_shared<ManualClock>();
    m_maxPages = 0;
    m_limits = {};
    m_activities = {};
}

void TestOperations::aListIsPurgedAndEachRefusalTold()
{
    open();
    finish(u"a"_s);
    QVERIFY(start(u"waits"_s, u"b"_s));
    QSignalSpy changes(m_hub.get(), &HubClient::instancesChanged);
    const auto summary = waitFor(m_hub->purge({idOf(u"a"_s), idOf(u"b"_s), idOf(u"c"_s)}, false, u"old"_s));
    QVERIFY(summary);
    QVERIFY(*summary ==
            (PurgeSummary{
                1,
                {{idOf(u"b"_s), u"The instance “b” has not finished; terminate it or wait, then purge it."_s},
                 {idOf(u"c"_s), u"There is no instance “c”; check the id."_s}}}));
    QVERIFY(!status(u"a"_s));
    QTRY_VERIFY(!changes.isEmpty());
    QCOMPARE(waitFor(m_hub->statusCounts())->value(int(OrchestrationStatus::Completed)), 0);
}

void TestOperations::everyActionOfAnOperatorIsWrittenDown()
{
    open();
    QVERIFY(start(u"waits"_s, u"a"_s));
    QVERIFY(waitFor(m_hub->suspend(idOf(u"a"_s), u"lunch"_s)));
    QVERIFY(waitFor(m_hub->resume(idOf(u"a"_s), u"back"_s)));
    QVERIFY(waitFor(m_hub->raiseEvent(idOf(u"a"_s), u"go"_s, 1)));
    QTRY_VERIFY(status(u"a"_s) == OrchestrationStatus::Completed);
    QVERIFY(!waitFor(m_hub->terminate(idOf(u"a"_s), u"late"_s)));
    QVERIFY(waitFor(m_hub->restart(idOf(u"a"_s), idOf(u"a2"_s))));
    QVERIFY(waitFor(m_hub->purge({idOf(u"a"_s)}, false, u"old"_s)));
    QStringList found;
    for (const AuditEntry &entry : audit()) {
        QCOMPARE(entry.note.author, std::string("kim"));
        QCOMPARE(entry.note.target, std::string("a"));
        found << QString::fromStdString(std::string(auditActionName(entry.note.action)) + ' ' +
                                        entry.note.reason + (entry.refusal.empty() ? "" : " refused"));
    }
    QCOMPARE(found, (QStringList{u"purge old"_s, u"restart As “a2”"_s, u"terminate late refused"_s,
                                 u"raiseEvent go"_s, u"resume back"_s, u"suspend lunch"_s}));
}

void TestOperations::aClientElsewhereActsInItsOwnName()
{
    open();
    QVERIFY(start(u"waits"_s, u"a"_s));
    HubServer server(*m_hub);
    QVERIFY(server.listen(m_folder->filePath(u"hub.socket"_s)));
    std::unique_ptr<HubClient> client;
    RemoteHubClient::connectTo(
        m_folder->filePath(u"hub.socket"_s), this,
        [&](Result<std::unique_ptr<HubClient>> result) { client = *std::move(result); });
    QTRY_VERIFY(client);
    client->setAuthor(u"lee"_s);
    QVERIFY(waitFor(client->terminate(idOf(u"a"_s), u"enough"_s)));
    const auto page = waitFor(client->auditLog({}));
    QVERIFY(page);
    QCOMPARE(page->entries.size(), std::size_t(1));
    QCOMPARE(page->entries[0].note.author, std::string("lee"));
    QCOMPARE(m_hub->author(), u"kim"_s);
    QTRY_VERIFY(status(u"a"_s) == OrchestrationStatus::Terminated);
    const auto purged = waitFor(client->purge({idOf(u"a"_s)}, true, {}));
    QVERIFY(*purged == (PurgeSummary{1, {}}));
    QVERIFY(waitFor(client->check())->isSound());
    QVERIFY(waitFor(client->setRetention({{.keep = 5}})));
    QVERIFY(*waitFor(client->retention()) == RetentionRules{{.keep = 5}});
    QCOMPARE(*waitFor(client->countMatches({})), 0);
    const int batchId = *waitFor(client->startBatch({.action = BatchAction::Purge, .query = {}}));
    QSignalSpy changes(client.get(), &HubClient::batchesChanged);
    QTRY_VERIFY(waitFor(client->batches())->front().state == BatchStatus::State::Finished);
    QVERIFY(waitFor(client->batchOutcomes(batchId, 0))->empty());
    QCOMPARE(waitFor(client->controlBatch(batchId, BatchControl::Pause)).error().code, ErrorCode::NotAllowed);
    QCOMPARE(waitFor(client->controlBatch(99, BatchControl::Pause)).error().code, ErrorCode::NotFound);
}

void TestOperations::aBatchTouchesAllThatTheQueryFinds()
{
    open();
    for (int i = 0; i < 250; ++i)
        QVERIFY(start(u"waits"_s, u"w%1"_s.arg(i)));
    QVERIFY(start(u"waits"_s, u"other"_s));
    InstanceQuery query;
    query.nameContains = u"w"_s; // the workflow's name has it, too
    QCOMPARE(*waitFor(m_hub->countMatches(query)), 251);
    QSignalSpy changes(m_hub.get(), &HubClient::batchesChanged);
    const int id = *waitFor(
        m_hub->startBatch({.action = BatchAction::Terminate, .query = query, .reason = "end of year"}));
    waitForState(id, BatchStatus::State::Finished);
    QTRY_VERIFY(changes.size() >= 3); // the state can be read before the notice of it arrives
    const BatchStatus ended = batch(id);
    QCOMPARE(ended.matched, 251);
    QCOMPARE(ended.done, 251);
    QCOMPARE(ended.refused, 0);
    QCOMPARE(ended.author, std::string("kim"));
    QVERIFY(ended.ended);
    QTRY_VERIFY_WITH_TIMEOUT(
        waitFor(m_hub->statusCounts())->value(int(OrchestrationStatus::Terminated)) == 251, 30'000);
    AuditQuery asked;
    asked.actions = {AuditAction::BeginBatch, AuditAction::EndBatch};
    const auto entries = audit(asked);
    QCOMPARE(entries.size(), std::size_t(2));
    QCOMPARE(entries[1].note.reason, std::string("end of year"));
    QCOMPARE(entries[0].note.reason, std::string("251 done, 0 refused"));
    asked.actions = {AuditAction::Terminate};
    asked.limit = 1000;
    QCOMPARE(audit(asked).size(), std::size_t(251));
}

void TestOperations::aBatchSurvivesSingleRefusals()
{
    open();
    finish(u"a"_s);
    QVERIFY(start(u"waits"_s, u"b"_s));
    finish(u"c"_s);
    const int id = *waitFor(m_hub->startBatch({.action = BatchAction::Purge, .query = {}}));
    waitForState(id, BatchStatus::State::Finished);
    QCOMPARE(batch(id).done, 2);
    QCOMPARE(batch(id).refused, 1);
    const auto outcomes = waitFor(m_hub->batchOutcomes(id, 0));
    QVERIFY(*outcomes ==
            (std::vector<BatchOutcome>{
                {idOf(u"c"_s), {}},
                {idOf(u"b"_s), u"The instance “b” has not finished; terminate it or wait, then purge it."_s},
                {idOf(u"a"_s), {}}}));
    QVERIFY(status(u"b"_s));
    QVERIFY(!status(u"a"_s));
}

void TestOperations::aBatchIsPausedAndGoesOnAndIsCancelled()
{
    open();
    for (int i = 0; i < 300; ++i)
        QVERIFY(start(u"waits"_s, u"w%1"_s.arg(i)));
    // Told before the maintenance thread has had its first look, or at the latest after some steps.
    const int id = *waitFor(m_hub->startBatch({.action = BatchAction::Suspend, .query = {}}));
    if (waitFor(m_hub->controlBatch(id, BatchControl::Pause))) {
        waitForState(id, BatchStatus::State::Paused);
        QVERIFY(batch(id).pausedBecause.isEmpty());
        QVERIFY(waitFor(m_hub->controlBatch(id, BatchControl::Resume)));
    }
    waitForState(id, BatchStatus::State::Finished);
    QCOMPARE(batch(id).done, 300);
    const int second = *waitFor(m_hub->startBatch({.action = BatchAction::Resume, .query = {}}));
    if (waitFor(m_hub->controlBatch(second, BatchControl::Cancel))) {
        QVERIFY(batch(second).state == BatchStatus::State::Cancelled);
        QCOMPARE(waitFor(m_hub->controlBatch(second, BatchControl::Resume)).error().code,
                 ErrorCode::NotAllowed);
    }
}

void TestOperations::aBatchRestartsWhatHasFinished()
{
    open();
    finish(u"a"_s);
    const auto before = waitFor(m_hub->instance(idOf(u"a"_s)));
    const int id = *waitFor(m_hub->startBatch({.action = BatchAction::Restart, .query = {}}));
    waitForState(id, BatchStatus::State::Finished);
    QCOMPARE(batch(id).done, 1);
    QTRY_VERIFY(status(u"a"_s) == OrchestrationStatus::Completed);
    QVERIFY(waitFor(m_hub->instance(idOf(u"a"_s)))->execution != before->execution);
}

void TestOperations::rulesRemoveWhatIsTooOld()
{
    open();
    finish(u"old"_s);
    m_clock->advance(48h);
    finish(u"new"_s);
    QVERIFY(start(u"waits"_s, u"alive"_s));
    QVERIFY(waitFor(m_hub->setRetention({{.age = 24h}})));
    QTRY_VERIFY(!status(u"old"_s));
    QVERIFY(status(u"new"_s));
    AuditQuery query;
    query.target = "old";
    QTRY_COMPARE(audit(query).size(), std::size_t(1));
    QCOMPARE(audit(query)[0].note.author, std::string("perdura"));
    // The other one goes when its time has come, and what ends later too.
    m_clock->advance(25h);
    m_hub->clockChanged();
    QTRY_VERIFY(!status(u"new"_s));
    QVERIFY(waitFor(m_hub->raiseEvent(idOf(u"alive"_s), u"go"_s, 1)));
    QTRY_VERIFY(status(u"alive"_s) == OrchestrationStatus::Completed);
    m_clock->advance(25h);
    m_hub->clockChanged();
    QTRY_VERIFY(!status(u"alive"_s));
    // They are in force after a restart, too.
    finish(u"later"_s);
    m_hub.reset();
    m_clock->advance(25h);
    open();
    QTRY_VERIFY(!status(u"later"_s));
}

void TestOperations::rulesKeepTheLastOnesOfEachWorkflow()
{
    open();
    for (int i = 0; i < 5; ++i)
        finish(u"e%1"_s.arg(i));
    QVERIFY(start(u"waits"_s, u"w"_s));
    QVERIFY(waitFor(m_hub->raiseEvent(idOf(u"w"_s), u"go"_s, 1)));
    QTRY_VERIFY(status(u"w"_s) == OrchestrationStatus::Completed);
    QVERIFY(waitFor(m_hub->setRetention({{.keep = 2}})));
    QTRY_VERIFY(!status(u"e2"_s));
    QVERIFY(!status(u"e0"_s));
    QVERIFY(status(u"e3"_s));
    QVERIFY(status(u"e4"_s));
    QVERIFY(status(u"w"_s));
}

void TestOperations::rulesThatMakeNoSenseAreRefused()
{
    open();
    QCOMPARE(waitFor(m_hub->setRetention({{.workflow = "ends"}})).error(),
             (Error{ErrorCode::InvalidArgument,
                    u"Retention rule 1 cannot be used: it has neither an age nor a number to keep."_s}));
    QCOMPARE(
        waitFor(m_hub->setRetention({{.statuses = {OrchestrationStatus::Running}, .keep = 1}})).error().code,
        ErrorCode::InvalidArgument);
    QVERIFY(waitFor(m_hub->retention())->empty());
}

void TestOperations::payloadsThatAreTooLargeAreRefusedAtTheDoor()
{
    m_limits.payloadBytes = 1000;
    open();
    const Json large(std::string(2000, 'x'));
    QCOMPARE(start(u"waits"_s, u"a"_s, large).error(),
             (Error{ErrorCode::InvalidArgument,
                    u"The input has more than 1000 bytes; keep large data in a file and send its name."_s}));
    QVERIFY(start(u"waits"_s, u"a"_s, Json(std::string(900, 'x'))));
    QCOMPARE(waitFor(m_hub->raiseEvent(idOf(u"a"_s), u"go"_s, large)).error().code,
             ErrorCode::InvalidArgument);
    QCOMPARE(waitFor(m_hub->raiseEvent(idOf(u"a"_s), QString(5000, u'n'), 1)).error().code,
             ErrorCode::InvalidArgument);
    HumanTaskAnswer answer;
    answer.form = large;
    QCOMPARE(waitFor(m_hub->answerHumanTask({idOf(u"a"_s), 0}, answer)).error().code,
             ErrorCode::InvalidArgument);
    answer.form = nullptr;
    answer.comment = std::string(5000, 'c');
    QCOMPARE(waitFor(m_hub->answerHumanTask({idOf(u"a"_s), 0}, answer)).error().code,
             ErrorCode::InvalidArgument);
    QVERIFY(audit().empty());
}

void TestOperations::aResultThatIsTooLargeFailsTheActivity()
{
    m_limits.payloadBytes = 1000;
    m_activities.addValue("large",
                          [](const Json &input) { return Json(std::string(input.get<std::size_t>(), 'x')); });
    open();
    QVERIFY(start(u"calls"_s, u"small"_s, 900));
    QTRY_VERIFY(status(u"small"_s) == OrchestrationStatus::Completed);
    QVERIFY(start(u"calls"_s, u"large"_s, 2000));
    QTRY_VERIFY(status(u"large"_s) == OrchestrationStatus::Failed);
    const auto history = waitFor(m_hub->history(idOf(u"large"_s)));
    const auto failed =
        std::ranges::find_if(*history, [](const HistoryEvent &event) { return event.as<TaskFailed>(); });
    QVERIFY(failed != history->end());
    QCOMPARE(failed->as<TaskFailed>()->failure.errorType, std::string("PayloadTooLarge"));
}

void TestOperations::aRunningHubIsBackedUpAndChecked()
{
    open();
    finish(u"a"_s);
    QVERIFY(start(u"waits"_s, u"b"_s));
    const QString file = m_folder->filePath(u"copy.db"_s);
    QVERIFY(waitFor(m_hub->backUp(file)));
    QVERIFY(QFile::exists(file));
    QCOMPARE(waitFor(m_hub->backUp(file)).error().code, ErrorCode::AlreadyExists);
    QCOMPARE(waitFor(m_hub->backUp(u"copy.db"_s)).error().code, ErrorCode::InvalidArgument);
    const auto report = waitFor(m_hub->check());
    QVERIFY(report);
    QVERIFY2(report->isSound(), qPrintable(report->findings.empty() ? QString() : report->findings[0].text));
    QCOMPARE(report->instances, 2);
    AuditQuery query;
    query.actions = {AuditAction::BackUp};
    QTRY_COMPARE(audit(query).size(), std::size_t(2));
}

void TestOperations::anInstanceMovesByFile()
{
    open();
    QVERIFY(start(u"ends"_s, u"a"_s, Json{{"n", 1}}));
    QTRY_VERIFY(status(u"a"_s) == OrchestrationStatus::Completed);
    const QString file = m_folder->filePath(u"a.json"_s);
    QVERIFY(waitFor(m_hub->exportInstance(idOf(u"a"_s), file)));
    QCOMPARE(waitFor(m_hub->importInstance(file, {})).error().code, ErrorCode::AlreadyExists);
    const auto imported = waitFor(m_hub->importInstance(file, idOf(u"b"_s)));
    QVERIFY2(imported, imported ? "" : qPrintable(imported.error().message));
    QCOMPARE(imported->toQString(), u"b"_s);
    const auto a = waitFor(m_hub->instance(idOf(u"a"_s)));
    const auto b = waitFor(m_hub->instance(idOf(u"b"_s)));
    QVERIFY(a->output == b->output);
    QVERIFY(a->input == b->input);
    QCOMPARE(b->summary.historyLength, a->summary.historyLength);
    QVERIFY(waitFor(m_hub->check())->isSound());
    QCOMPARE(waitFor(m_hub->importInstance(m_folder->filePath(u"none"_s), {})).error().code,
             ErrorCode::NotFound);
}

void TestOperations::oneThatHasNotFinishedIsNotTakenIn()
{
    open();
    QVERIFY(start(u"waits"_s, u"a"_s));
    const QString file = m_folder->filePath(u"a.json"_s);
    QVERIFY(waitFor(m_hub->exportInstance(idOf(u"a"_s), file)));
    QCOMPARE(waitFor(m_hub->importInstance(file, idOf(u"b"_s))).error().code, ErrorCode::NotAllowed);
    QVERIFY(!status(u"b"_s));
}

void TestOperations::aFullDiskRefusesOperatorsWithOneSentence()
{
    m_maxPages = 70;
    m_activities.addValue("large", [](const Json &) { return Json(std::string(400'000, 'x')); });
    open();
    finish(u"done"_s);
    QVERIFY(start(u"calls"_s, u"stuck"_s));
    QTRY_VERIFY_WITH_TIMEOUT(m_hub->hubState().kind == HubState::Kind::Paused, 20'000);
    const auto purged = waitFor(m_hub->purge({idOf(u"done"_s)}, false, {}));
    QCOMPARE(purged->purged, 0);
    QVERIFY2(purged->refused[0].refusal.startsWith(u"There is no space left on the disk"_s),
             qPrintable(purged->refused[0].refusal));
    QCOMPARE(waitFor(m_hub->setRetention({{.keep = 0}})).error().code, ErrorCode::NoSpace);
    const int id = *waitFor(m_hub->startBatch({.action = BatchAction::Purge, .query = {}}));
    waitForState(id, BatchStatus::State::Paused);
    QVERIFY(batch(id).pausedBecause.startsWith(u"There is no space left on the disk"_s));
    // There is space again: nothing was lost.
    m_hub.reset();
    m_maxPages = 0;
    open();
    QTRY_VERIFY(status(u"stuck"_s) == OrchestrationStatus::Completed);
    QVERIFY(status(u"done"_s) == OrchestrationStatus::Completed);
    QVERIFY(waitFor(m_hub->check())->isSound());
}

QTEST_GUILESS_MAIN(TestOperations)
#include "tst_operations.moc"
