// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Move.h"
#include "tests/engine/runtime/TestHub.h"

#include <atomic>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

const VersionId first(std::string("one"));
const VersionId second(std::string("two"));
const VersionId other(std::string("three"));
const VersionId racing(std::string("racing"));
const VersionId waiting(std::string("waiting"));
const VersionId broken(std::string("broken"));
const VersionId away(std::string("away"));

// All of them are called "order". The first two ask for the same and end otherwise; the third asks for
// another activity.
Orchestrator order(std::string activity, Json output)
{
    return [activity = std::move(activity),
            output = std::move(output)](OrchestrationContext &context) -> Task<Json> {
        const Task<Json> call = context.callActivity(activity, nullptr, ActivityOptions());
        co_await call;
        const Task<Json> event = context.waitForEvent("go", Origin());
        co_await event;
        co_return output;
    };
}

// The approval and the first event in a race, or one after the other; a second event afterwards.
Orchestrator asks(bool race)
{
    return [race](OrchestrationContext &context) -> Task<Json> {
        const HumanTask human =
            context.createHumanTask(HumanTaskRequest{.title = "Pay?", .outcomes = {"Yes"}}, Origin());
        const Task<Json> event = context.waitForEvent("first", Origin());
        if (race) {
            const std::vector<TaskBase> either{human.task, event};
            const Task<std::size_t> winner = whenAny(either);
            co_await winner;
            human.close();
        } else {
            co_await event;
        }
        const Task<Json> last = context.waitForEvent("go", Origin());
        co_await last;
        co_return race ? "race" : "both";
    };
}

class Versions final : public OrchestratorSource
{
public:
    explicit Versions(std::shared_ptr<std::atomic<int>> reads)
        : m_reads(std::move(reads))
    {}
    [[nodiscard]] Result<Orchestrator> resolve(const std::string &, const VersionId &version) override
    {
        if (version == first)
            return order("pack", 1);
        if (version == second)
            return order("pack", 2);
        if (version == other)
            return order("ship", 3);
        if (version == racing || version == waiting)
            return asks(version == racing);
        if (version == broken)
            return Orchestrator([](OrchestrationContext &) -> Task<Json> {
                throw TaskFailedException({.errorType = "Broken", .errorMessage = "It never begins."});
                co_return nullptr;
            });
        if (version == away && (*m_reads)++ == 0)
            return fail(ErrorCode::Io, u"The disk is away."_s);
        if (version == away)
            return order("pack", 4);
        return fail(ErrorCode::NotFound, u"No such version."_s);
    }

private:
    std::shared_ptr<std::atomic<int>> m_reads; ///< of the version that cannot be read at first
};

} // namespace

/// Live instances that go on with another version of what they run.
class TestHubMove : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup() { m_hub.reset(); }

    void whatFitsGoesOnWithTheNewVersion();
    void theNewVersionIsThereAfterARestart();
    void anInstanceThatIsNotInMemoryIsMovedToo();
    void whatDoesNotFitStaysAndSaysWhy();
    void whatHasRunOnMeanwhileIsMeasuredInItsTurn();
    void theLastOfSeveralRequestsCounts();
    void theLastOneThatFitsCounts();
    void oneThatHasNotStartedStartsWithTheNewVersion();
    void aSuspendedOneIsMovedWhileItRests();
    void whatCannotBeMovedIsRefused();
    void aTaskThatTheNewVersionGivesUpIsClosed();
    void aTaskThatWasGivenUpIsNotOpenedAgain();
    void oneThatWouldFailAtOnceStaysAsItIs();
    void aVersionThatCannotBeReadIsTriedAgain();

private:
    void publish(const VersionId &version) const;
    void startAndWait(const std::string &id) const;
    [[nodiscard]] Result<WriteReceipt> move(const std::string &id, const VersionId &version) const;
    /// Without a look at the history before.
    [[nodiscard]] std::future<Result<WriteReceipt>> beginToMove(const std::string &id,
                                                                const VersionId &version) const;
    [[nodiscard]] std::vector<ExecutionMoved> moves(const std::string &id) const;

    std::unique_ptr<TestHub> m_hub;
    std::shared_ptr<std::atomic<int>> m_reads;
};

void TestHubMove::init()
{
    m_hub = std::make_unique<TestHub>();
    m_reads = std::make_shared<std::atomic<int>>(0);
    m_hub->source = [reads = m_reads] { return std::make_unique<Versions>(reads); };
    for (const char *name : {"pack", "ship"})
        m_hub->activities.addValue(name, [](const Json &) { return Json("done"); });
    QVERIFY(m_hub->open());
    for (const VersionId &version : {first, second, other, racing, waiting, broken, away})
        publish(version);
}

void TestHubMove::publish(const VersionId &version) const
{
    QVERIFY(m_hub->submit(PublishDefinition{version, "order", "{}", m_hub->clock->now()}));
}

void TestHubMove::startAndWait(const std::string &id) const
{
    QVERIFY(m_hub->submit(
        CreateInstance{InstanceId(id), "order", first, ExecutionId("x-" + id), "null", m_hub->clock->now()}));
    QVERIFY(m_hub->waitUntil([&] { return eventNames(m_hub->history(id)).contains(u"TaskCompleted"_s); }));
}

std::future<Result<WriteReceipt>> TestHubMove::beginToMove(const std::string &id,
                                                           const VersionId &version) const
{
    HistoryEvent event;
    event.timestamp = m_hub->clock->now();
    event.data = ExecutionMoved{version, {}, "mended", {}};
    return m_hub->beginToSubmit(AddMessage{InstanceId(id), event});
}

Result<WriteReceipt> TestHubMove::move(const std::string &id, const VersionId &version) const
{
    Versions versions(std::make_shared<std::atomic<int>>(1));
    auto request =
        prepareMove(m_hub->reader(), versions, InstanceId(id), version, "mended", m_hub->clock->now(), {});
    return request ? m_hub->submit(*std::move(request)) : fail(request.error());
}

std::vector<ExecutionMoved> TestHubMove::moves(const std::string &id) const
{
    std::vector<ExecutionMoved> found;
    for (const HistoryEvent &event : m_hub->history(id)) {
        if (const auto *moved = event.as<ExecutionMoved>())
            found.push_back(*moved);
    }
    return found;
}

void TestHubMove::whatFitsGoesOnWithTheNewVersion()
{
    startAndWait("a");
    const auto moved = move("a", second);
    QVERIFY2(moved, moved ? "" : qPrintable(moved.error().message));
    QVERIFY(m_hub->waitUntil([&] { return m_hub->detail("a").summary.version == second; }));
    QVERIFY(moves("a") == (std::vector<ExecutionMoved>{{second, first, "mended", {}}}));
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("2"));
    QCOMPARE(eventNames(m_hub->history("a")),
             (QStringList{u"ExecutionStarted"_s, u"TaskScheduled"_s, u"TaskCompleted"_s, u"ExecutionMoved"_s,
                          u"EventRaised"_s, u"ExecutionCompleted"_s}));
}

void TestHubMove::theNewVersionIsThereAfterARestart()
{
    startAndWait("a");
    QVERIFY(move("a", second));
    QVERIFY(m_hub->waitUntil([&] { return moves("a").size() == 1; }));
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("2"));
    QVERIFY(m_hub->detail("a").summary.version == second);
    QVERIFY(m_hub->history("a")[1].as<ExecutionStarted>()->version == second);
}

void TestHubMove::anInstanceThatIsNotInMemoryIsMovedToo()
{
    m_hub->cachedInstances = 0;
    QVERIFY(m_hub->reopen());
    startAndWait("a");
    QVERIFY(move("a", second));
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("2"));
}

void TestHubMove::whatDoesNotFitStaysAndSaysWhy()
{
    startAndWait("a");
    const auto refused = move("a", other);
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::NotAllowed);
    QVERIFY2(refused.error().message.contains(
                 u"the history has the activity “pack”, but the orchestrator asked for the activity “ship”"),
             qPrintable(refused.error().message));
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("1"));
    QVERIFY(moves("a").empty());
}

void TestHubMove::whatHasRunOnMeanwhileIsMeasuredInItsTurn()
{
    startAndWait("a");
    QVERIFY(beginToMove("a", other).get());
    QVERIFY(m_hub->waitUntil([&] { return moves("a").size() == 1; }));
    const ExecutionMoved refused = moves("a").front();
    QVERIFY(refused.before == first);
    QVERIFY2(refused.refusal.find("asked for the activity “ship”") != std::string::npos,
             refused.refusal.c_str());
    QVERIFY(m_hub->detail("a").summary.version == first);
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("1"));
}

void TestHubMove::theLastOfSeveralRequestsCounts()
{
    // Not started yet, so that both come into one turn.
    CreateInstance later{InstanceId(std::string("a")),  "order", first,
                         ExecutionId(std::string("x")), "null",  m_hub->clock->now()};
    later.startAt = m_hub->clock->now() + 1s;
    QVERIFY(m_hub->submit(later));
    QVERIFY(beginToMove("a", other).get());
    QVERIFY(beginToMove("a", second).get());
    QVERIFY(m_hub->waitUntil([&] { return moves("a").size() == 2; }));
    QCOMPARE(moves("a")[0].refusal, std::string("A later request took its place."));
    QCOMPARE(moves("a")[1].refusal, std::string());
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("2"));
}

void TestHubMove::theLastOneThatFitsCounts()
{
    CreateInstance later{InstanceId(std::string("a")),  "order", first,
                         ExecutionId(std::string("x")), "null",  m_hub->clock->now()};
    later.startAt = m_hub->clock->now() + 1s;
    QVERIFY(m_hub->submit(later));
    for (const VersionId &version : {other, second, broken})
        QVERIFY(beginToMove("a", version).get());
    QVERIFY(m_hub->waitUntil([&] { return moves("a").size() == 3; }));
    QCOMPARE(moves("a")[0].refusal, std::string("A later request took its place."));
    QCOMPARE(moves("a")[1].refusal, std::string());
    QCOMPARE(moves("a")[2].refusal, std::string("It never begins."));
    QVERIFY(m_hub->detail("a").summary.version == second);
}

void TestHubMove::oneThatHasNotStartedStartsWithTheNewVersion()
{
    CreateInstance later{InstanceId(std::string("a")),  "order", first,
                         ExecutionId(std::string("x")), "null",  m_hub->clock->now()};
    later.startAt = m_hub->clock->now() + 1s;
    QVERIFY(m_hub->submit(later));
    QVERIFY(move("a", other));
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("3"));
    QVERIFY(m_hub->detail("a").summary.version == other);
}

void TestHubMove::aSuspendedOneIsMovedWhileItRests()
{
    startAndWait("a");
    HistoryEvent event;
    event.data = ExecutionSuspended{"lunch"};
    QVERIFY(m_hub->submit(AddMessage{InstanceId(std::string("a")), event}));
    QVERIFY(m_hub->waitForStatus("a", OrchestrationStatus::Suspended));
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(move("a", second));
    QVERIFY(m_hub->waitUntil([&] { return m_hub->detail("a").summary.version == second; }));
    QCOMPARE(m_hub->detail("a").summary.status, OrchestrationStatus::Suspended);
    event.data = ExecutionResumed{"back"};
    QVERIFY(m_hub->submit(AddMessage{InstanceId(std::string("a")), event}));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("2"));
}

void TestHubMove::whatCannotBeMovedIsRefused()
{
    startAndWait("a");
    QCOMPARE(move("b", second).error().code, ErrorCode::NotFound);
    QCOMPARE(move("a", first).error().code, ErrorCode::InvalidArgument);
    QCOMPARE(move("a", VersionId(std::string("four"))).error().code, ErrorCode::NotFound);
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(move("a", second).error().code, ErrorCode::NotAllowed);
    QCOMPARE(beginToMove("a", second).get().error().code, ErrorCode::NotAllowed);
}

void TestHubMove::aTaskThatTheNewVersionGivesUpIsClosed()
{
    QVERIFY(m_hub->submit(CreateInstance{InstanceId(std::string("a")), "order", waiting,
                                         ExecutionId(std::string("x")), "null", m_hub->clock->now()}));
    QVERIFY(m_hub->raise("a", "first", nullptr));
    QVERIFY(m_hub->waitUntil([&] { return eventNames(m_hub->history("a")).contains(u"EventRaised"_s); }));
    QCOMPARE(m_hub->reader().humanTasks({})->size(), std::size_t(1));
    QVERIFY(move("a", racing));
    QVERIFY(m_hub->waitUntil([&] { return moves("a").size() == 1; }));
    QCOMPARE(moves("a")[0].refusal, std::string());
    QCOMPARE(m_hub->reader().humanTasks({})->size(), std::size_t(0));
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("\"race\""));
}

void TestHubMove::aTaskThatWasGivenUpIsNotOpenedAgain()
{
    QVERIFY(m_hub->submit(CreateInstance{InstanceId(std::string("a")), "order", racing,
                                         ExecutionId(std::string("x")), "null", m_hub->clock->now()}));
    QVERIFY(m_hub->raise("a", "first", nullptr));
    QVERIFY(m_hub->waitUntil([&] { return eventNames(m_hub->history("a")).contains(u"EventRaised"_s); }));
    const auto refused = move("a", waiting);
    QVERIFY(!refused);
    QCOMPARE(refused.error().message,
             u"The instance “a” cannot go on with that version: It would wait again for the task “Pay?”, "
             "which was given up."_s);
}

void TestHubMove::oneThatWouldFailAtOnceStaysAsItIs()
{
    CreateInstance later{InstanceId(std::string("a")),  "order", first,
                         ExecutionId(std::string("x")), "null",  m_hub->clock->now()};
    later.startAt = m_hub->clock->now() + 24h;
    QVERIFY(m_hub->submit(later));
    const auto refused = move("a", broken);
    QVERIFY(!refused);
    QCOMPARE(refused.error().message, u"The instance “a” cannot go on with that version: It never begins."_s);
}

void TestHubMove::aVersionThatCannotBeReadIsTriedAgain()
{
    startAndWait("a");
    QVERIFY(beginToMove("a", away).get());
    QVERIFY(m_hub->waitUntil([&] { return moves("a").size() == 1; }));
    QCOMPARE(moves("a")[0].refusal, std::string());
    QVERIFY(*m_reads >= 2);
    QVERIFY(m_hub->raise("a", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("a"));
    QCOMPARE(text(m_hub->detail("a").output), std::string("4"));
}

QTEST_GUILESS_MAIN(TestHubMove)
#include "tst_hub_move.moc"
