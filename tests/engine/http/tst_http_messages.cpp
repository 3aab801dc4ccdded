// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/HttpMessages.h"
#include "engine/http/StatusJson.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

Instant at(const char *iso)
{
    return *instantFromIso(iso);
}

HistoryEvent happened(SequenceNumber id, const char *time, EventData data)
{
    return {.eventId = id, .timestamp = at(time), .origin = {}, .data = std::move(data)};
}

} // namespace

/// Targets taken apart, and a history in the web API's words.
class TestHttpMessages : public QObject
{
    Q_OBJECT

private slots:
    void targetsAreTakenApart()
    {
        HttpQuestion question;
        readTarget(question, "/a/b%2Fc//d+e/?Reason=no+more%21&x&=y&b=1&B=2&top=%C3%BC");
        QCOMPARE(question.segments, QStringList({u"a"_s, u"b/c"_s, {}, u"d+e"_s}));
        QCOMPARE(question.value(u"reason"), u"no more!"_s);
        QCOMPARE(question.value(u"top"), u"ü"_s);
        QCOMPARE(question.values(u"b"), QStringList({u"1"_s, u"2"_s}));
        QCOMPARE(question.value(u"none"), QString());
    }

    void onlyTrueAndFalseAreFlags()
    {
        HttpQuestion question;
        readTarget(question, "/?a=TRUE&b=False&c=1&d=");
        QCOMPARE(question.flag(u"a", false), true);
        QCOMPARE(question.flag(u"b", true), false);
        QCOMPARE(question.flag(u"c", true), true);
        QCOMPARE(question.flag(u"d", false), false);
        QCOMPARE(question.flag(u"e", true), true);
    }

    void aHistoryIsToldInTheApisWords()
    {
        TaskScheduled open;
        open.name = "F2";
        open.input = 10;
        TaskScheduled done = open;
        done.name = "F1";
        done.input = nullptr;
        ExecutionStarted started;
        started.name = "Chaining";
        started.input = Json{{"order", 7}};
        FailureDetails failure;
        failure.errorType = "BadLuck";
        failure.errorMessage = "No luck.";
        TimerCreated timer;
        timer.fireAt = at("2026-01-05T10:05:00Z");
        const History history = {
            happened(-1, "2026-01-05T10:00:00Z", OrchestratorStarted{}),
            happened(-1, "2026-01-05T10:00:00.12Z", started),
            happened(0, "2026-01-05T10:00:00.4Z", done),
            happened(1, "2026-01-05T10:00:00.4Z", timer),
            happened(-1, "2026-01-05T10:00:00.5Z", OrchestratorCompleted{}),
            happened(-1, "2026-01-05T10:00:01.5Z", TaskCompleted{.taskId = 0, .result = 10}),
            happened(2, "2026-01-05T10:00:02Z", open),
            happened(-1, "2026-01-05T10:00:02Z", EventRaised{.name = "Go", .input = "x"}),
            happened(3, "2026-01-05T10:00:03Z",
                     ExecutionCompleted{
                         .status = OrchestrationStatus::Failed, .result = nullptr, .failure = failure})};
        const char *expected = R"([
{"EventType":"ExecutionStarted","Timestamp":"2026-01-05T10:00:00.12Z","FunctionName":"Chaining","Input":"<started>"},
{"EventType":"TimerCreated","Timestamp":"2026-01-05T10:00:00.4Z","FireAt":"2026-01-05T10:05:00Z"},
{"EventType":"TaskCompleted","Timestamp":"2026-01-05T10:00:01.5Z","ScheduledTime":"2026-01-05T10:00:00.4Z","FunctionName":"F1","Input":null,"Result":10},
{"EventType":"TaskScheduled","Timestamp":"2026-01-05T10:00:02Z","Name":"F2","Input":"10"},
{"EventType":"EventRaised","Timestamp":"2026-01-05T10:00:02Z","Name":"Go","Input":"<raised>"},
{"EventType":"ExecutionCompleted","Timestamp":"2026-01-05T10:00:03Z","OrchestrationStatus":"Failed","Result":null,
 "FailureDetails":{"ErrorType":"BadLuck","ErrorMessage":"No luck.","StackTrace":"","InnerFailure":null,"IsNonRetriable":false}}])";
        // moc takes no escapes in raw strings.
        QByteArray text(expected);
        text.replace("<started>", "{\\\"order\\\":7}").replace("<raised>", "\\\"x\\\"");
        QCOMPARE(dumpJson(historyEventsJson(history, {.showsInput = true, .showsHistoryOutput = true})),
                 dumpJson(*parseJson(text.toStdString())));
        const Json bare = historyEventsJson(history, {.showsInput = false, .showsHistoryOutput = false});
        for (const Json &told : bare) {
            QVERIFY(!told.contains("Input"));
            QVERIFY(!told.contains("Result"));
        }
    }
};

QTEST_GUILESS_MAIN(TestHttpMessages)
#include "tst_http_messages.moc"
