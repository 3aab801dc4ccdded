// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WhenFinished.h"
#include "tests/engine/client/Samples.h"
#include "tests/engine/client/ServedHub.h"

#include <QFileInfo>
#include <QLocalServer>
#include <QSignalSpy>

using namespace perdura;

class TestHubServer : public ServedHub
{
    Q_OBJECT

private slots:
    void init() { serve(); }

    void onlyThePersonMayConnect()
    {
        const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ExeGroup | QFile::ReadOther |
                            QFile::WriteOther | QFile::ExeOther;
        QCOMPARE(QFileInfo(serverName()).permissions() & others, QFile::Permissions());
    }

    void everyQueryReachesTheHub()
    {
        m_hub->detail = samples::detail();
        m_hub->page = {{samples::summary()}, QByteArray("next\xff")};
        m_hub->events = samples::history();
        m_hub->text = QByteArray("{\"name\": \"\xc3\xa4\"}\n");
        m_hub->tasks = {samples::task()};
        m_hub->lines = {samples::line()};
        m_hub->counts = {{int(OrchestrationStatus::Completed), 12}};
        const auto client = connected();
        QVERIFY(client);

        const auto detail = waitFor(client->instance(InstanceId(std::string("a"))));
        QVERIFY(detail);
        QCOMPARE(detail->summary, samples::summary());
        const InstanceQuery query = samples::query();
        const auto page = waitFor(client->instances(query));
        QVERIFY(page);
        QCOMPARE(page->instances, m_hub->page.instances);
        QCOMPARE(page->next, m_hub->page.next);
        QVERIFY(m_hub->queried == query);
        QVERIFY(waitFor(client->history(InstanceId(std::string("b")))) == samples::history());
        QVERIFY(waitFor(client->statusCounts()) == m_hub->counts);
        QVERIFY(waitFor(client->definition(VersionId(std::string("v")))) == m_hub->text);
        const auto tasks = waitFor(client->humanTasks());
        QVERIFY(tasks);
        QCOMPARE(tasks->front().id, samples::task().id);
        QVERIFY(waitFor(client->humanTasks(InstanceId(std::string("c")))));
        const auto lines = waitFor(client->log(InstanceId(std::string("d"))));
        QVERIFY(lines);
        QCOMPARE(lines->front().text, samples::line().text);
        QCOMPARE(m_hub->calls, (QStringList{QStringLiteral("instance a"), QStringLiteral("instances"),
                                            QStringLiteral("history b"), QStringLiteral("statusCounts"),
                                            QStringLiteral("definition v"), QStringLiteral("humanTasks all"),
                                            QStringLiteral("humanTasks c"), QStringLiteral("log d")}));
    }

    void everyInsightReachesTheHub()
    {
        m_hub->events = samples::history();
        m_hub->explanation = samples::explanation();
        m_hub->figures = samples::health();
        const auto client = connected();
        QVERIFY(client);
        QVERIFY(waitFor(client->count(samples::query())) == (InstanceCount{42, false}));
        QVERIFY(m_hub->queried == samples::query());
        QVERIFY(waitFor(client->historyPage(InstanceId(std::string("a")),
                                            {HistoryRange::Anchor::Event, 12, 34})) ==
                (HistoryPage{12, samples::history(), 34}));
        QVERIFY(waitFor(client->explain(InstanceId(std::string("b")))) == samples::explanation());
        QVERIFY(waitFor(client->health()) == samples::health());
        QCOMPARE(m_hub->calls, (QStringList{QStringLiteral("count"), QStringLiteral("historyPage a"),
                                            QStringLiteral("explain b"), QStringLiteral("health")}));
    }

    void everyCommandReachesTheHub()
    {
        const auto client = connected();
        QVERIFY(client);
        const QByteArray text("not UTF-8: \xff\0!", 13);
        QVERIFY(waitFor(client->publish(text)) == VersionId(std::string("v1")));
        QCOMPARE(m_hub->published, text);
        QVERIFY(
            waitFor(client->start(
                {VersionId(std::string("v1")), samples::object("a", 1), InstanceId(std::string("i")), {}})) ==
            InstanceId(std::string("i")));
        QVERIFY(m_hub->started.input == samples::object("a", 1));
        QVERIFY(waitFor(client->start({VersionId(std::string("v1")), Json(), {}, {}})) ==
                InstanceId(std::string("new")));
        QVERIFY(waitFor(client->raiseEvent(InstanceId(std::string("i")), QStringLiteral("Paid"), Json(7))));
        QVERIFY(m_hub->raised == Json(7));
        QVERIFY(waitFor(client->answerHumanTask(samples::task().id, {"Reject", Json(), "no", "Ada"})));
        QCOMPARE(m_hub->answeredTask, samples::task().id);
        QCOMPARE(m_hub->answered.outcome, std::string("Reject"));
        QCOMPARE(m_hub->answered.comment, std::string("no"));
        QVERIFY(waitFor(client->terminate(InstanceId(std::string("i")), QStringLiteral("late"))));
        QCOMPARE(m_hub->calls,
                 (QStringList{QStringLiteral("publish"), QStringLiteral("start"), QStringLiteral("start"),
                              QStringLiteral("raiseEvent i Paid"), QStringLiteral("answerHumanTask"),
                              QStringLiteral("terminate i late")}));
    }

    void everyRequestForEntitiesReachesTheHub()
    {
        m_hub->entity = samples::entity();
        m_hub->entityPage = {{samples::entity(), EntityInfo{}}, QByteArray("next\xff")};
        m_hub->cleanUp = {.removed = 4, .released = 2};
        const auto client = connected();
        QVERIFY(client);

        const EntityId id{"counter", "a"};
        QVERIFY(waitFor(client->signalEntity(id, QStringLiteral("add"), Json(7))));
        QVERIFY(m_hub->raised == Json(7));
        QVERIFY(waitFor(client->signalEntity(id, QStringLiteral("get"), Json(), samples::at(1))));
        const auto info = waitFor(client->readEntity(id));
        QVERIFY(info);
        QCOMPARE(*info, samples::entity());
        const EntityQuery query{.name = "counter",
                                .lastOperationFrom = samples::at(1),
                                .lastOperationTo = samples::at(2),
                                .includesState = true,
                                .includesTransient = true,
                                .limit = 7,
                                .after = QByteArray("\x80")};
        const auto page = waitFor(client->listEntities(query));
        QVERIFY(page);
        QCOMPARE(page->entities, m_hub->entityPage.entities);
        QCOMPARE(page->next, m_hub->entityPage.next);
        QCOMPARE(m_hub->entitiesQueried, query);
        const auto cleaned = waitFor(client->cleanEntities());
        QVERIFY(cleaned);
        QCOMPARE(*cleaned, m_hub->cleanUp);
        QCOMPARE(m_hub->calls,
                 (QStringList{QStringLiteral("signalEntity @counter@a add "),
                              QStringLiteral("signalEntity @counter@a get ") +
                                  QString::fromStdString(toIso(samples::at(1))),
                              QStringLiteral("readEntity @counter@a"), QStringLiteral("listEntities"),
                              QStringLiteral("cleanEntities")}));
    }

    void errorsOfTheHubComeBackAsTheyAre()
    {
        const auto client = connected();
        QVERIFY(client);
        const auto detail = waitFor(client->instance(InstanceId(std::string("x"))));
        QVERIFY(!detail);
        QCOMPARE(detail.error(), m_hub->detail.error());
        m_hub->commandResult = fail(ErrorCode::NotAllowed, QStringLiteral("The instance “x” has finished."));
        const auto raised =
            waitFor(client->raiseEvent(InstanceId(std::string("x")), QStringLiteral("e"), Json()));
        QVERIFY(!raised);
        QCOMPARE(raised.error(), m_hub->commandResult.error());
    }

    void noticesAreForwardedToEveryClient()
    {
        const auto first = connected();
        const auto second = connected();
        QVERIFY(first && second);
        QSignalSpy changedFirst(first.get(), &HubClient::instancesChanged);
        QSignalSpy changedSecond(second.get(), &HubClient::instancesChanged);
        QSignalSpy state(second.get(), &HubClient::hubStateChanged);
        QVERIFY(state.wait());
        QCOMPARE(state.takeFirst().at(0).value<HubState>(), (HubState{HubState::Kind::Running, {}}));

        const QList<InstanceId> ids{InstanceId(std::string("a")), InstanceId(std::string("ß"))};
        emit m_hub->instancesChanged(ids);
        QTRY_COMPARE(changedFirst.size(), 1);
        QTRY_COMPARE(changedSecond.size(), 1);
        QCOMPARE(changedSecond.at(0).at(0).value<QList<InstanceId>>(), ids);
        const HubState paused{HubState::Kind::Paused, QStringLiteral("The disk is full.")};
        emit m_hub->hubStateChanged(paused);
        QTRY_COMPARE(state.size(), 1);
        QCOMPARE(state.at(0).at(0).value<HubState>(), paused);
    }

    void aLateClientLearnsTheStateOfTheHub()
    {
        const HubState paused{HubState::Kind::Paused, QStringLiteral("The disk is full.")};
        emit m_hub->hubStateChanged(paused);
        const auto client = connected();
        QVERIFY(client);
        QSignalSpy state(client.get(), &HubClient::hubStateChanged);
        QVERIFY(state.wait());
        QCOMPARE(state.at(0).at(0).value<HubState>(), paused);
    }

    void theEndOfTheHubFailsWhatIsPending()
    {
        m_hub->holdsBack = true;
        const auto client = connected();
        QVERIFY(client);
        const auto first = client->raiseEvent(InstanceId(std::string("a")), QStringLiteral("e"), Json());
        const auto second = client->terminate(InstanceId(std::string("b")), {});
        QTRY_COMPARE(m_hub->calls.size(), 2);
        QSignalSpy state(client.get(), &HubClient::hubStateChanged);
        m_server.reset();

        const QString sentence =
            QStringLiteral("The program that ran the hub of this workspace has ended; open the "
                           "workspace again, its instances then carry on.");
        const Result<void> lost = waitFor(first);
        QVERIFY(!lost);
        QCOMPARE(lost.error(), (Error{ErrorCode::Cancelled, sentence}));
        QVERIFY(!waitFor(second));
        QTRY_VERIFY(!state.isEmpty() &&
                    state.last().at(0).value<HubState>() == (HubState{HubState::Kind::Stopped, sentence}));
        const auto later = client->statusCounts();
        QVERIFY(later.isFinished());
        QCOMPARE(later.result().error().message, sentence);
    }

    void nobodyThereIsNotFound()
    {
        m_server.reset();
        const auto error = connectError(serverName());
        QCOMPARE(error,
                 (Error{ErrorCode::NotFound, QStringLiteral("No hub is running for this workspace.")}));
    }

    void aServerThatOnlyListensTimesOut()
    {
        m_server.reset();
        QLocalServer mute;
        QVERIFY(mute.listen(serverName()));
        const auto error = connectError(serverName());
        QVERIFY(error);
        QCOMPARE(error->code, ErrorCode::TimedOut);
    }

    void nothingIsSaidToAContextThatIsGone()
    {
        auto context = std::make_unique<QObject>();
        bool isCalled = false;
        RemoteHubClient::connectTo(serverName(), context.get(), [&](const auto &) { isCalled = true; });
        context.reset();
        QVERIFY(connected()); // time enough for the other to have called
        QVERIFY(!isCalled);
    }

    void aClientThatLeavesDoesNotDisturbTheHub()
    {
        m_hub->holdsBack = true;
        auto client = connected();
        QVERIFY(client);
        const auto pending = client->terminate(InstanceId(std::string("a")), {});
        QTRY_COMPARE(m_hub->calls.size(), 1);
        client.reset();
        QVERIFY(pending.isFinished());
        QCOMPARE(pending.result().error().code, ErrorCode::Cancelled);
        m_hub->held.front().addResult(Result<void>());
        m_hub->held.front().finish();
        m_hub->holdsBack = false;
        const auto another = connected();
        QVERIFY(another);
        QVERIFY(waitFor(another->terminate(InstanceId(std::string("b")), {})));
    }

    void aHubThatGivesUpAFutureAnswersCancelled()
    {
        m_hub->holdsBack = true;
        const auto client = connected();
        QVERIFY(client);
        const auto pending = client->terminate(InstanceId(std::string("a")), {});
        QTRY_COMPARE(m_hub->held.size(), 1);
        m_hub->held.clear();
        const Result<void> result = waitFor(pending);
        QVERIFY(!result);
        QCOMPARE(
            result.error(),
            (Error{ErrorCode::Cancelled,
                   QStringLiteral("The hub stopped before it could answer; open the workspace again.")}));
    }

    void aSocketLeftByACrashIsReplaced()
    {
        m_server.reset();
        QFile left(serverName());
        QVERIFY(left.open(QFile::WriteOnly));
        left.close();
        m_server = std::make_unique<HubServer>(*m_hub);
        QVERIFY(m_server->listen(serverName()));
        QVERIFY(connected());
    }

    void aFolderThatIsMissingIsSaid()
    {
        HubServer server(*m_hub);
        const auto result = server.listen(m_folder.filePath(QStringLiteral("missing/hub.socket")));
        QVERIFY(!result);
        QVERIFY2(result.error().message.startsWith(
                     QStringLiteral("Other programs cannot reach the hub of this workspace: ")),
                 qPrintable(result.error().message));
    }
};

QTEST_GUILESS_MAIN(TestHubServer)
#include "tst_hubserver.moc"
