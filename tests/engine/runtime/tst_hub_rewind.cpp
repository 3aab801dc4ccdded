// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/runtime/ModelTest.h"

using namespace perdura;
using namespace perdura::test;
using namespace std::chrono_literals;

/// Failed instances that are set going again.
class TestHubRewind : public ModelTest
{
    Q_OBJECT

private slots:
    void initTestCase_data() { addStores(); }
    void init() { setUp(); }
    void cleanup() { m_hub.reset(); }

    void rewindRepeatsWhatFailedAndNothingElse();
    void rewindKeepsTheFailedAttemptsOfARetry();
    void rewindClimbsDownIntoChildren();
    void aRewoundRunKnowsWhatItStarted();
    void whatCannotBeRewoundIsRefused();
};

void TestHubRewind::rewindRepeatsWhatFailedAndNothingElse()
{
    QVERIFY(m_hub->start("twoFailures", "t"));
    QVERIFY(m_hub->waitForEnd("t"));
    QCOMPARE(status("t"), OrchestrationStatus::Failed);
    *m_works = true;
    const auto rewound = rewind("t");
    QVERIFY2(rewound, rewound ? "" : qPrintable(rewound.error().message));
    QVERIFY(m_hub->waitForStatus("t", OrchestrationStatus::Completed));
    QCOMPARE(output("t"), std::string(R"([1,"a","b"])"));
    QCOMPARE(m_counters->of("good"), 1);
    QCOMPARE(m_counters->of("flaky"), 4);
    QVERIFY(names("t").contains(QStringLiteral("ExecutionRewound")));
    QCOMPARE(rewind("t").error().code, ErrorCode::NotAllowed);
}

void TestHubRewind::rewindKeepsTheFailedAttemptsOfARetry()
{
    QVERIFY(m_hub->start("retried", "r"));
    QVERIFY(m_hub->waitForEnd("r"));
    QCOMPARE(status("r"), OrchestrationStatus::Failed);
    *m_works = true;
    const auto rewound = rewind("r");
    QVERIFY2(rewound, rewound ? "" : qPrintable(rewound.error().message));
    QVERIFY(m_hub->waitForStatus("r", OrchestrationStatus::Completed));
    QCOMPARE(m_counters->of("flaky"), 3);
    QCOMPARE(names("r").count(QStringLiteral("TaskFailed")), 1);
}

void TestHubRewind::rewindClimbsDownIntoChildren()
{
    (*m_hub->orchestrators)["child"] = m_hub->orchestrators->at("retried");
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("parent", "p", "x"));
    QVERIFY(m_hub->waitForEnd("p"));
    QCOMPARE(status("p"), OrchestrationStatus::Failed);
    *m_works = true;
    const auto rewound = rewind("p");
    QVERIFY2(rewound, rewound ? "" : qPrintable(rewound.error().message));
    QCOMPARE(rewound->changed.size(), std::size_t(2));
    QVERIFY(m_hub->waitForStatus("p", OrchestrationStatus::Completed));
    QCOMPARE(output("p"), std::string("\"r\""));
    QCOMPARE(status("p-child"), OrchestrationStatus::Completed);
    QCOMPARE(m_hub->detail("p-child").parent->execution, m_hub->detail("p").execution);
}

void TestHubRewind::aRewoundRunKnowsWhatItStarted()
{
    (*m_hub->orchestrators)["starts"] = [](OrchestrationContext &context) -> Task<Json> {
        const InstanceId started =
            context.startOrchestration("idle", context.input(), SubOrchestrationOptions());
        co_await context.callActivity("flaky", nullptr);
        co_return started.value;
    };
    (*m_hub->orchestrators)["idle"] = [](OrchestrationContext &context) -> Task<Json> {
        co_return context.input();
    };
    QVERIFY(m_hub->reopen());
    QVERIFY(m_hub->start("starts", "s", "x"));
    QVERIFY(m_hub->waitForEnd("s"));
    QCOMPARE(status("s"), OrchestrationStatus::Failed);
    *m_works = true;
    QVERIFY(rewind("s"));
    QVERIFY(m_hub->waitForStatus("s", OrchestrationStatus::Completed));
    const std::string started = parseJson(output("s"))->get<std::string>();
    QVERIFY(m_hub->waitForEnd(started));
    QCOMPARE(output(started), std::string(R"("x")"));
}

void TestHubRewind::whatCannotBeRewoundIsRefused()
{
    QVERIFY(m_hub->start("failsOfItself", "f"));
    QVERIFY(m_hub->waitForEnd("f"));
    QCOMPARE(rewind("f").error().code, ErrorCode::NotAllowed);
    QCOMPARE(rewind("nobody").error().code, ErrorCode::NotFound);
    QVERIFY(m_hub->start("receiver", "r"));
    QCOMPARE(rewind("r").error().code, ErrorCode::NotAllowed);
}

QTEST_GUILESS_MAIN(TestHubRewind)
#include "tst_hub_rewind.moc"
