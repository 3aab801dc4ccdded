// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/orchestration/EventSamples.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QTest>

using namespace perdura;
using test::oneOfEachKind;
using test::recorded;
using namespace std::chrono_literals;

class TestHistoryJson : public QObject
{
    Q_OBJECT

private slots:
    void everyKindSurvivesTheWayThroughText()
    {
        const auto events = oneOfEachKind();
        QCOMPARE(events.size(), std::variant_size_v<EventData>);
        for (const HistoryEvent &original : events) {
            const auto parsed = parseJson(dumpJson(toJson(original)));
            QVERIFY(parsed);
            const auto restored = historyEventFromJson(*parsed);
            QVERIFY2(restored, eventTypeName(original.data).data());
            QVERIFY2(*restored == original, dumpJson(toJson(original)).c_str());
        }
    }

    void theStoredFormIsStable()
    {
        const auto events = oneOfEachKind();
        QCOMPARE(
            dumpJson(toJson(events[2])),
            std::string(R"({"type":"TaskScheduled","id":0,"time":"2026-11-22T12:00:00.000001Z","node":"n1",)"
                        R"("iteration":"3/0","name":"file.read","input":{"path":"ä.txt"},"attempt":2,)"
                        R"("secrets":[{"at":"/path","name":"token"}]})"));
        QCOMPARE(
            dumpJson(toJson(events[0])),
            std::string(R"({"type":"OrchestratorStarted","id":-1,"time":"2026-11-22T12:00:00.000001Z"})"));
    }

    void unsetFieldsAreLeftOut()
    {
        QCOMPARE(
            dumpJson(toJson(recorded(TaskCompleted{7, nullptr}))),
            std::string(R"({"type":"TaskCompleted","id":-1,"time":"2026-11-22T12:00:00.000001Z","task":7})"));
    }

    void damageIsReportedInOneSentence_data()
    {
        QTest::addColumn<QByteArray>("text");
        QTest::addColumn<QString>("message");
        const auto row = [](const char *name, const char *text, const char *message) {
            QTest::newRow(name) << QByteArray(text) << QString::fromUtf8(message);
        };
        row("no object", "[1]", "The stored history event is damaged: it is not an object.");
        row("no type", R"({"id":-1})",
            "The stored history event is damaged: its field “type” is missing or has the wrong kind.");
        row("bad time", R"({"type":"TaskCompleted","id":-1,"time":"soon"})",
            "The stored history event is damaged: its field “time” is missing or has the wrong kind.");
        row("missing field", R"({"type":"TaskCompleted","id":-1,"time":"2026-11-22T12:00:00Z"})",
            "The stored event TaskCompleted is damaged: its field “task” is missing or has the wrong kind.");
        row("number too large",
            R"({"type":"TaskCompleted","id":-1,"time":"2026-11-22T12:00:00Z","task":4294967296})",
            "The stored event TaskCompleted is damaged: its field “task” is missing or has the wrong kind.");
        row("unknown status",
            R"({"type":"ExecutionCompleted","id":1,"time":"2026-11-22T12:00:00Z","status":"Fine"})",
            "The stored event ExecutionCompleted is damaged: its field “status” is missing or has the wrong "
            "kind.");
        row("broken failure",
            R"({"type":"TaskFailed","id":-1,"time":"2026-11-22T12:00:00Z","task":1,"failure":{}})",
            "The stored failure is damaged: its field “errorType” is missing or has the wrong kind.");
    }

    void damageIsReportedInOneSentence()
    {
        QFETCH(QByteArray, text);
        QFETCH(QString, message);
        const auto restored = historyEventFromJson(*parseJson(text.toStdString()));
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, ErrorCode::Damaged);
        QCOMPARE(restored.error().message, message);
    }

    void aKindFromTheFutureIsUnsupported()
    {
        const auto restored = historyEventFromJson(
            *parseJson(R"({"type":"Teleported","id":-1,"time":"2026-11-22T12:00:00Z"})"));
        QVERIFY(!restored);
        QCOMPARE(restored.error().code, ErrorCode::Unsupported);
        QVERIFY(restored.error().message.contains(QStringLiteral("“Teleported”")));
    }

    void everyStatusHasAName()
    {
        for (int i = 0; i < 8; ++i)
            QCOMPARE(int(*statusFromName(statusName(OrchestrationStatus(i)))), i);
        QVERIFY(!statusFromName("Sleeping"));
    }

    void anActionBecomesTheEventThatRecordsIt()
    {
        const Action action{.id = 5, .origin = {"n1", "2"}, .data = ScheduleTask{"log", "hello", 3}};
        const HistoryEvent made = toEvent(action, test::driverEpoch());
        QVERIFY(
            (made == HistoryEvent{5, test::driverEpoch(), {"n1", "2"}, TaskScheduled{"log", "hello", 3}}));
    }
};

QTEST_APPLESS_MAIN(TestHistoryJson)
#include "tst_historyjson.moc"
