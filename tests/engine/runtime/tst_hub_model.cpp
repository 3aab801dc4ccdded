// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/ModelTest.h"

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

/// Children, messages between instances, continue-as-new, suspension, starts.
class TestHubModel : public ModelTest
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addStores(); }
    void init() { setUp(); }
    void cleanup() { m_hub.reset(); }

    void aChildAnswersItsParent();
    void aChildsFailureIsThrownInTheParent();
    void aTerminatedChildFailsItsParent();
    void terminatingTheParentLeavesTheChildUnlessAsked();
    void aChildWhoseIdIsInUseFails();
    void aDetachedInstanceRunsOnItsOwn();
    void anEventReachesAnotherInstance();
    void continuingAsNewKeepsNothingButTheEvents();
    void eventsCanBeLeftBehind();
    void whatAnExecutionLeftOpenIsForgotten();
    void manyRoundsLeaveNothingBehind();
    void aSuspendedInstanceRecordsAndWaits();
    void suspensionOutlivesARestart();
    void aScheduledInstanceStartsWhenItIsDue();
    void aScheduledInstanceCanBeTerminated();
    void theReusePolicyDecidesWhatAStartReplaces();
};

void TestHubModel::aChildAnswersItsParent()
{
    CreateInstance start{id("p"),     "parent",           {}, ExecutionId(std::string("x")),
                         "\"hello\"", m_hub->clock->now()};
    start.tags = {{"team", "blue"}};
    QVERIFY(m_hub->submit(start));
    QVERIFY(m_hub->waitForEnd("p"));
    QCOMPARE(output("p"), std::string(R"({"input":"hello","parent":"p","team":"blue"})"));
    QCOMPARE(names("p"),
             words("ExecutionStarted SubOrchestrationCreated SubOrchestrationCompleted ExecutionCompleted"));
    const InstanceDetail detail = m_hub->detail("p-child");
    QCOMPARE(detail.parent->instance.value, std::string("p"));
    QCOMPARE(detail.parent->taskId, 0);
    QVERIFY((detail.tags == Tags{{"team", "blue"}}));
}

void TestHubModel::aChildsFailureIsThrownInTheParent()
{
    QVERIFY(m_hub->start("parent", "p", "fail"));
    QVERIFY(m_hub->waitForEnd("p"));
    QCOMPARE(status("p"), OrchestrationStatus::Failed);
    QCOMPARE(status("p-child"), OrchestrationStatus::Failed);
    const auto failure = m_hub->detail("p").failure;
    QCOMPARE(failure->errorType, std::string("SubOrchestrationFailed"));
    QCOMPARE(failure->errorMessage,
             std::string("The sub-orchestration “child” (p-child) failed: child broke"));
    QCOMPARE(failure->inner->errorType, std::string("Broken"));
}

void TestHubModel::aTerminatedChildFailsItsParent()
{
    QVERIFY(m_hub->start("parent", "p", "wait"));
    QVERIFY(m_hub->waitForStatus("p-child", OrchestrationStatus::Running));
    QVERIFY(m_hub->terminate("p-child", "enough"));
    QVERIFY(m_hub->waitForEnd("p"));
    QCOMPARE(m_hub->detail("p").failure->errorType, std::string("SubOrchestrationTerminated"));
    QCOMPARE(m_hub->detail("p").failure->errorMessage, std::string("enough"));
}

void TestHubModel::terminatingTheParentLeavesTheChildUnlessAsked()
{
    for (const bool includesChildren : {false, true}) {
        const std::string own = includesChildren ? "all" : "one";
        QVERIFY(m_hub->start("parent", own, "wait"));
        QVERIFY(m_hub->waitForStatus(own + "-child", OrchestrationStatus::Running));
        QVERIFY(tell(own, ExecutionTerminated{"enough"}, includesChildren));
        QVERIFY(m_hub->waitForStatus(own, OrchestrationStatus::Terminated));
    }
    QVERIFY(m_hub->waitForStatus("all-child", OrchestrationStatus::Terminated));
    QCOMPARE(status("one-child"), OrchestrationStatus::Running);
    QVERIFY(m_hub->raise("one-child", "go", nullptr));
    QVERIFY(m_hub->waitForStatus("one-child", OrchestrationStatus::Completed));
}

void TestHubModel::aChildWhoseIdIsInUseFails()
{
    QVERIFY(m_hub->start("child", "p-child", "wait"));
    QVERIFY(m_hub->waitForStatus("p-child", OrchestrationStatus::Running));
    QVERIFY(m_hub->start("parent", "p", "hello"));
    QVERIFY(m_hub->waitForEnd("p"));
    QCOMPARE(m_hub->detail("p").failure->errorType, std::string("SubOrchestrationNotStarted"));
    QCOMPARE(status("p-child"), OrchestrationStatus::Running);
}

void TestHubModel::aDetachedInstanceRunsOnItsOwn()
{
    QVERIFY(m_hub->start("starter", "s"));
    QVERIFY(m_hub->waitForEnd("s"));
    QCOMPARE(output("s"), std::string("\"detached\""));
    QVERIFY(m_hub->waitForEnd("detached"));
    QCOMPARE(output("detached"), std::string(R"({"input":"alone","parent":"","team":""})"));
    QVERIFY(!m_hub->detail("detached").parent);
}

void TestHubModel::anEventReachesAnotherInstance()
{
    QVERIFY(m_hub->start("receiver", "r"));
    QVERIFY(m_hub->waitForStatus("r", OrchestrationStatus::Running));
    QVERIFY(m_hub->start("sender", "s", "r"));
    QVERIFY(m_hub->waitForEnd("r"));
    QCOMPARE(output("r"), std::string("7"));
    QVERIFY(m_hub->waitForEnd("s"));
    QCOMPARE(names("s"), words("ExecutionStarted EventSent EventSent ExecutionCompleted"));
}

void TestHubModel::continuingAsNewKeepsNothingButTheEvents()
{
    QVERIFY(m_hub->start("countDown", "c", {{"left", 2}, {"listens", true}}));
    for (const int number : {1, 2, 3})
        QVERIFY(m_hub->raise("c", "e", number));
    QVERIFY(m_hub->waitForEnd("c"));
    QCOMPARE(output("c"), std::string("[1,2,3]"));
    const InstanceDetail detail = m_hub->detail("c");
    QVERIFY(detail.execution != ExecutionId(std::string("x-c")));
    QCOMPARE(text(detail.input["left"]), std::string("0"));
    const QStringList last = names("c");
    QCOMPARE(last.first(), QStringLiteral("ExecutionStarted"));
    QCOMPARE(last.last(), QStringLiteral("ExecutionCompleted"));
    QCOMPARE(last.count(QStringLiteral("EventRaised")), 1);
}

void TestHubModel::eventsCanBeLeftBehind()
{
    QVERIFY(tell("nobody", ExecutionResumed{}).error().code == ErrorCode::NotFound);
    QVERIFY(m_hub->start("countDown", "c", {{"left", 1}, {"listens", true}, {"keeps", false}}));
    QVERIFY(m_hub->waitForStatus("c", OrchestrationStatus::Running));
    QVERIFY(tell("c", ExecutionSuspended{"to collect both in one turn"}));
    QVERIFY(m_hub->waitForStatus("c", OrchestrationStatus::Suspended));
    QVERIFY(m_hub->raise("c", "e", "taken"));
    QVERIFY(m_hub->raise("c", "e", "left behind"));
    QVERIFY(tell("c", ExecutionResumed{}));
    QVERIFY(m_hub->waitUntil([this] { return m_hub->detail("c").execution.value != "x-c"; }));
    QVERIFY(m_hub->raise("c", "e", "new"));
    QVERIFY(m_hub->waitForEnd("c"));
    QCOMPARE(output("c"), std::string(R"(["taken","new"])"));
}

void TestHubModel::whatAnExecutionLeftOpenIsForgotten()
{
    QVERIFY(m_hub->start("forgetful", "f"));
    QVERIFY(m_hub->waitForStatus("f", OrchestrationStatus::Running));
    QCOMPARE(m_hub->reader().timers()->size(), std::size_t(1));
    QVERIFY(m_hub->raise("f", "go", nullptr));
    QVERIFY(m_hub->waitForEnd("f"));
    QCOMPARE(output("f"), std::string("\"over\""));
    QVERIFY(m_hub->reader().timers()->empty());
    QVERIFY(m_hub->reader().activities()->empty());
    QVERIFY(m_hub->reader().inbox()->empty());
}

void TestHubModel::manyRoundsLeaveNothingBehind()
{
    QVERIFY(m_hub->start("countDown", "c", {{"left", 2000}}));
    QVERIFY(m_hub->waitUntil([this] { return isTerminal(status("c")); }, 60s));
    QCOMPARE(m_hub->detail("c").summary.historyLength, 4);
    QCOMPARE(m_hub->history("c").size(), std::size_t(4));
}

void TestHubModel::aSuspendedInstanceRecordsAndWaits()
{
    QVERIFY(m_hub->start("stepByStep", "s"));
    QVERIFY(m_hub->waitForStatus("s", OrchestrationStatus::Running));
    QVERIFY(tell("s", ExecutionSuspended{"lunch"}));
    QVERIFY(m_hub->waitForStatus("s", OrchestrationStatus::Suspended));
    QVERIFY(m_hub->raise("s", "one", 1));
    QVERIFY(m_hub->waitUntil([this] { return names("s").contains(QStringLiteral("EventRaised")); }));
    QCOMPARE(status("s"), OrchestrationStatus::Suspended);
    QCOMPARE(m_counters->of("stepped"), 0);
    QVERIFY(tell("s", ExecutionResumed{"back"}));
    QVERIFY(m_hub->waitForEnd("s"));
    QCOMPARE(names("s"), words("ExecutionStarted ExecutionSuspended EventRaised ExecutionResumed "
                               "TaskScheduled TaskCompleted ExecutionCompleted"));
    QCOMPARE(tell("s", ExecutionSuspended{"late"}).error().code, ErrorCode::NotAllowed);
}

void TestHubModel::suspensionOutlivesARestart()
{
    QVERIFY(m_hub->start("stepByStep", "s"));
    QVERIFY(m_hub->waitForStatus("s", OrchestrationStatus::Running));
    QVERIFY(tell("s", ExecutionSuspended{"lunch"}));
    QVERIFY(m_hub->raise("s", "one", 1));
    QVERIFY(m_hub->waitUntil([this] { return names("s").contains(QStringLiteral("EventRaised")); }));
    QVERIFY(m_hub->reopen());
    QCOMPARE(status("s"), OrchestrationStatus::Suspended);
    QCOMPARE(m_counters->of("stepped"), 0);
    QVERIFY(tell("s", ExecutionResumed{}));
    QVERIFY(m_hub->waitForEnd("s"));
    QCOMPARE(m_counters->of("stepped"), 1);
}

void TestHubModel::aScheduledInstanceStartsWhenItIsDue()
{
    CreateInstance start{id("s"), "receiver", {}, ExecutionId(std::string("x")), "null", m_hub->clock->now()};
    start.startAt = m_hub->clock->now() + 300ms;
    QVERIFY(m_hub->submit(start));
    QCOMPARE(status("s"), OrchestrationStatus::Pending);
    QVERIFY(m_hub->raise("s", "go", "early"));
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->waitForEnd("s"));
    QCOMPARE(output("s"), std::string("\"early\""));
    QVERIFY(m_hub->history("s").front().timestamp >= *start.startAt);
    QVERIFY(m_hub->reader().timers()->empty());
}

void TestHubModel::aScheduledInstanceCanBeTerminated()
{
    CreateInstance start{id("s"), "receiver", {}, ExecutionId(std::string("x")), "null", m_hub->clock->now()};
    start.startAt = m_hub->clock->now() + 24h;
    QVERIFY(m_hub->submit(start));
    QVERIFY(m_hub->raise("s", "go", "early"));
    QVERIFY(m_hub->terminate("s", "not needed"));
    QVERIFY(m_hub->waitForStatus("s", OrchestrationStatus::Terminated));
    QVERIFY(m_hub->reader().timers()->empty());
}

void TestHubModel::theReusePolicyDecidesWhatAStartReplaces()
{
    QVERIFY(m_hub->start("receiver", "r"));
    QVERIFY(m_hub->waitForStatus("r", OrchestrationStatus::Running));
    QCOMPARE(m_hub->start("receiver", "r").error().code, ErrorCode::AlreadyExists);
    CreateInstance start{id("r"), "receiver", {}, ExecutionId(std::string("y")), "null", m_hub->clock->now()};
    start.replaceable = {OrchestrationStatus::Running};
    QVERIFY(m_hub->submit(start));
    QVERIFY(m_hub->raise("r", "go", "second"));
    QVERIFY(m_hub->waitForEnd("r"));
    QCOMPARE(m_hub->detail("r").execution.value, std::string("y"));
    QCOMPARE(output("r"), std::string("\"second\""));
    start.replaceable = {};
    QCOMPARE(m_hub->submit(start).error().code, ErrorCode::AlreadyExists);
}

QTEST_GUILESS_MAIN(TestHubModel)
#include "tst_hub_model.moc"
