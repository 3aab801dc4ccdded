// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/support/client/OpenedHub.h"

#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

/// Time-outs and comments as drawn, on a hub with the program's own activities.
class TestDrawnLimits : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void anActivityThatTakesTooLongIsToldToStopAndFails();
    void anAnswerThatNeedsACommentIsNotTakenWithoutOne();

private:
    void start(const QByteArray &text);
    [[nodiscard]] InstanceDetail detail() { return waitFor(m_hub->instance(InstanceId(u"i"_s))).value(); }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<HubClient> m_hub;
};

void TestDrawnLimits::init()
{
    m_hub.reset();
    m_folder = std::make_unique<QTemporaryDir>();
    m_hub = openedHub(m_folder->path(), builtInActivities());
    QVERIFY(m_hub);
}

void TestDrawnLimits::start(const QByteArray &text)
{
    const auto version = waitFor(m_hub->publish(text));
    QVERIFY2(version, version ? "" : qPrintable(version.error().message));
    StartRequest request;
    request.version = *version;
    request.id = InstanceId(u"i"_s);
    QVERIFY(waitFor(m_hub->start(request)));
}

void TestDrawnLimits::anActivityThatTakesTooLongIsToldToStopAndFails()
{
    start(R"({"format":1,"name":"Slow","nodes":[{"id":"a","kind":"start","name":"Start"},
      {"id":"b","kind":"activity","name":"Wait","fields":{"activity":"delay","input":{"duration":"20 h"},
        "timeout":"50 ms","retry":{"maxAttempts":2,"firstInterval":"10 ms"}}},
      {"id":"c","kind":"end","name":"End","fields":{"output":"=error.type"}}],
      "edges":[{"from":"a","to":"b"},{"from":"b","port":"error","to":"c"}]})");
    QTRY_VERIFY_WITH_TIMEOUT(isTerminal(detail().summary.status), 20000);
    QCOMPARE(dumpJson(detail().output), std::string(R"("ActivityTimedOut")"));
    QVERIFY(detail().activities.empty());
    std::vector<int> attempts;
    const auto history = waitFor(m_hub->history(InstanceId(u"i"_s)));
    for (const HistoryEvent &event : *history) {
        if (const auto *task = event.as<TaskScheduled>())
            attempts.push_back(task->attempt);
    }
    QVERIFY(attempts == (std::vector<int>{1, 2}));
}

void TestDrawnLimits::anAnswerThatNeedsACommentIsNotTakenWithoutOne()
{
    start(R"({"format":1,"name":"Ask","nodes":[{"id":"a","kind":"start","name":"Start"},
      {"id":"b","kind":"approval","name":"Ask","fields":{"title":"Pay?","group":"The leads",
        "outcomes":["Approve","Reject"],"commentFor":["Reject"]}}],"edges":[{"from":"a","to":"b"}]})");
    QTRY_COMPARE_WITH_TIMEOUT(waitFor(m_hub->humanTasks())->size(), std::size_t(1), 20000);
    const HumanTaskInfo task = waitFor(m_hub->humanTasks())->front();
    QCOMPARE(task.request.group, std::string("The leads"));
    HumanTaskAnswer answer{"Reject", Json::object(), {}, "ada"};
    const auto refused = waitFor(m_hub->answerHumanTask(task.id, answer));
    QVERIFY(!refused);
    QCOMPARE(refused.error().code, ErrorCode::InvalidArgument);
    QCOMPARE(refused.error().message, u"“Reject” is taken only with a comment; say why."_s);
    answer.comment = "Too much.";
    QVERIFY(waitFor(m_hub->answerHumanTask(task.id, answer)));
    QTRY_VERIFY_WITH_TIMEOUT(isTerminal(detail().summary.status), 20000);
    QCOMPARE(detail().output.value("comment", ""), std::string("Too much."));
}

QTEST_GUILESS_MAIN(TestDrawnLimits)
#include "tst_drawn_limits.moc"
