// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodec.h"
#include "tests/engine/client/Samples.h"

#include <QRandomGenerator>
#include <QTest>

using namespace perdura;

namespace {

/// Through text, as between processes.
template <typename T>
Result<T> overTheWire(const T &value)
{
    const auto json = parseJson(dumpJson(encodeHub(value)));
    if (!json)
        return fail(json.error());
    return decodeHub<T>(*json);
}

template <typename T>
QString refusal(const Json &json)
{
    const auto decoded = decodeHub<T>(json);
    if (decoded)
        return QStringLiteral("(accepted)");
    return decoded.error().code == ErrorCode::InvalidArgument ? decoded.error().message
                                                              : QStringLiteral("(another code)");
}

/// Changes one place of a JSON text to something else, so that it stays JSON now and then.
std::string damaged(std::string text, QRandomGenerator &random)
{
    static const std::string pool = "0123456789{}[]\",:nulltruefalse-eE.\\\x80\xff ";
    for (int i = random.bounded(1, 4); i > 0; --i) {
        const auto at = std::size_t(random.bounded(int(text.size())));
        if (random.bounded(3) == 0)
            text.erase(at, std::size_t(random.bounded(1, 9)));
        else
            text[at] = pool[std::size_t(random.bounded(int(pool.size())))];
    }
    return text;
}

} // namespace

class TestHubCodec : public QObject
{
    Q_OBJECT

private slots:
    void whatOperatorsAskAndHearComesBackWhole()
    {
        AuditQuery query;
        query.actions = {AuditAction::Purge, AuditAction::CleanEntities};
        query.author = "kim";
        query.target = "a";
        query.from = samples::at(1);
        query.to = samples::at(2);
        query.limit = 7;
        query.after = "12";
        QVERIFY(overTheWire(query) == query);
        const AuditEntry entry{4, {samples::at(3), "kim", AuditAction::Answer, "a", "why"}, "not now"};
        const auto page = overTheWire(AuditPage{{entry}, "4"});
        QVERIFY(page && page->entries == std::vector{entry} && page->next == "4");
        const RetentionRules rules{{.workflow = "Report",
                                    .statuses = {OrchestrationStatus::Failed},
                                    .age = std::chrono::hours(24),
                                    .keep = 3,
                                    .includesChildren = false},
                                   {.keep = 0}};
        QVERIFY(overTheWire(rules) == rules);
        BatchRequest request{BatchAction::Restart, {}, "again", true};
        request.query.nameContains = QStringLiteral("x");
        const auto requested = overTheWire(request);
        QVERIFY(requested && requested->action == request.action && requested->reason == "again" &&
                requested->includesChildren && requested->query.nameContains == QStringLiteral("x"));
        QVERIFY(overTheWire(BatchControl::Cancel) == BatchControl::Cancel);
        const BatchStatus status{3,
                                 BatchAction::Suspend,
                                 BatchStatus::State::Paused,
                                 "kim",
                                 samples::at(4),
                                 samples::at(5),
                                 10,
                                 6,
                                 1,
                                 QStringLiteral("The disk is full.")};
        QVERIFY(overTheWire(status) == status);
        const PurgeSummary summary{5, {{InstanceId(std::string("b")), QStringLiteral("It lives.")}}};
        QVERIFY(overTheWire(summary) == summary);
        const CheckReport report{
            3,
            40,
            {{CheckFinding::Kind::Events, InstanceId(std::string("b")), QStringLiteral("x")},
             {CheckFinding::Kind::File, {}, QStringLiteral("y")}},
            true};
        QVERIFY(overTheWire(report) == report);
        QVERIFY(overTheWire(qint64(1) << 40) == (qint64(1) << 40));
        Json unknown = encodeHub(request);
        unknown["action"] = "dance";
        QCOMPARE(refusal<BatchRequest>(unknown),
                 QStringLiteral("“\"dance\"” is not a word that is known here."));
    }

    void anInstanceComesBackWhole()
    {
        const auto back = overTheWire(samples::summary());
        QVERIFY(back);
        QCOMPARE(*back, samples::summary());
    }

    void anInstanceWithoutOptionalPartsComesBackWhole()
    {
        InstanceSummary summary = samples::summary();
        summary.completed.reset();
        summary.failureMessage.clear();
        summary.hasWork = false;
        summary.nextTimer.reset();
        const auto back = overTheWire(summary);
        QVERIFY(back);
        QCOMPARE(*back, summary);
    }

    void everyStatusComesBack()
    {
        for (int i = 0; i < 8; ++i) {
            InstanceSummary summary = samples::summary();
            summary.status = OrchestrationStatus(i);
            const auto back = overTheWire(summary);
            QVERIFY(back);
            QCOMPARE(int(back->status), i);
        }
    }

    void detailsComeBackWhole()
    {
        const InstanceDetail detail = samples::detail();
        const auto back = overTheWire(detail);
        QVERIFY(back);
        QCOMPARE(back->summary, detail.summary);
        QCOMPARE(back->execution, detail.execution);
        QCOMPARE(back->generation, detail.generation);
        QVERIFY(back->input == detail.input);
        QVERIFY(back->output == detail.output);
        QVERIFY(back->customStatus == detail.customStatus);
        QVERIFY(back->failure == detail.failure);
        QVERIFY(back->parent == detail.parent);
        QVERIFY(back->tags == detail.tags);
        QVERIFY(back->activities == detail.activities);
    }

    void requestsAndQueriesComeBackWhole()
    {
        StartRequest request{VersionId(std::string("v")), Json(7), InstanceId(std::string("i"))};
        request.name = "n";
        request.tags = {{"team", "blue"}};
        request.startAt = samples::at(60);
        request.replaceable = {OrchestrationStatus::Failed};
        const auto start = overTheWire(request);
        QVERIFY(start);
        QCOMPARE(start->version, request.version);
        QVERIFY(start->input == request.input);
        QCOMPARE(start->id, request.id);
        QCOMPARE(start->name, request.name);
        QVERIFY(start->tags == request.tags);
        QVERIFY(start->startAt == request.startAt);
        QVERIFY(start->replaceable == request.replaceable);

        QVERIFY(overTheWire(samples::query()) == samples::query());
        QVERIFY(overTheWire(InstanceQuery()) == InstanceQuery());
        for (const auto order : {InstanceOrder::NewestFirst, InstanceOrder::OldestFirst}) {
            InstanceQuery query;
            query.order = order;
            QCOMPARE(overTheWire(query)->order, order);
        }
    }

    void partsOfHistoriesComeBackWhole()
    {
        using Anchor = HistoryRange::Anchor;
        for (const auto anchor : {Anchor::Head, Anchor::Tail, Anchor::Place, Anchor::Event}) {
            const HistoryRange range{anchor, 12, 34};
            QVERIFY(overTheWire(range) == range);
        }
        const HistoryPage page{7, samples::history(), 100'000};
        QVERIFY(overTheWire(page) == page);
    }

    void explanationsAndHealthComeBackWhole()
    {
        QVERIFY(overTheWire(samples::explanation()) == samples::explanation());
        InstanceExplanation every = samples::explanation();
        every.reasons.clear();
        for (int kind = 0; kind <= int(InstanceReason::Kind::Ended); ++kind)
            every.reasons.push_back({.kind = InstanceReason::Kind(kind)});
        QVERIFY(overTheWire(every) == every);
        QVERIFY(overTheWire(samples::health()) == samples::health());
        QVERIFY(overTheWire(HubHealth()) == HubHealth());
        const InstanceCount count{123'456'789'012, false};
        QVERIFY(overTheWire(count) == count);
    }

    void wrongQueriesAreRefused_data()
    {
        QTest::addColumn<QByteArray>("key");
        QTest::addColumn<QByteArray>("value");
        QTest::newRow("status") << QByteArray("statuses") << QByteArray("[\"Dancing\"]");
        QTest::newRow("statuses") << QByteArray("statuses") << QByteArray("\"Running\"");
        QTest::newRow("tags") << QByteArray("tags") << QByteArray("{\"a\":1}");
        QTest::newRow("order") << QByteArray("order") << QByteArray("\"random\"");
        QTest::newRow("range") << QByteArray("created") << QByteArray("{\"from\":\"yesterday\"}");
        QTest::newRow("parent") << QByteArray("parent") << QByteArray("7");
        QTest::newRow("unknown") << QByteArray("colour") << QByteArray("\"red\"");
    }

    void wrongQueriesAreRefused()
    {
        QFETCH(const QByteArray, key);
        QFETCH(const QByteArray, value);
        Json json = encodeHub(samples::query());
        json[key.toStdString()] = *parseJson(value.toStdString());
        const auto decoded = decodeHub<InstanceQuery>(json);
        QVERIFY(!decoded);
        QCOMPARE(decoded.error().code, ErrorCode::InvalidArgument);
    }

    void pagesAndCountsComeBackWhole()
    {
        const InstancePage page{{samples::summary(), samples::summary()}, QByteArray("\xfe\0", 2)};
        const auto back = overTheWire(page);
        QVERIFY(back);
        QCOMPARE(back->instances, page.instances);
        QCOMPARE(back->next, page.next);

        const StatusCounts counts{{int(OrchestrationStatus::Running), 3},
                                  {int(OrchestrationStatus::Failed), 5'000'000'000}};
        const auto countsBack = overTheWire(counts);
        QVERIFY(countsBack);
        QCOMPARE(*countsBack, counts);
    }

    void historyComesBackWhole()
    {
        const auto back = overTheWire(samples::history());
        QVERIFY(back);
        QVERIFY(*back == samples::history());
    }

    void tasksAnswersAndLogLinesComeBackWhole()
    {
        const auto tasks = overTheWire(std::vector<HumanTaskInfo>{samples::task()});
        QVERIFY(tasks);
        QCOMPARE(tasks->size(), std::size_t(1));
        QCOMPARE(tasks->front().id, samples::task().id);
        QCOMPARE(tasks->front().workflowName, samples::task().workflowName);
        QCOMPARE(tasks->front().origin, samples::task().origin);
        QVERIFY(tasks->front().request == samples::task().request);
        QVERIFY(tasks->front().created == samples::task().created);

        const HumanTaskAnswer answer{"Reject", samples::object("why", "cost"), "no", "Ada"};
        const auto answerBack = overTheWire(answer);
        QVERIFY(answerBack);
        QCOMPARE(answerBack->outcome, answer.outcome);
        QVERIFY(answerBack->form == answer.form);
        QCOMPARE(answerBack->comment, answer.comment);
        QCOMPARE(answerBack->answeredBy, answer.answeredBy);

        const auto lines = overTheWire(std::vector<LogLine>{samples::line()});
        QVERIFY(lines);
        QVERIFY(lines->front().time == samples::line().time);
        QCOMPARE(lines->front().origin, samples::line().origin);
        QCOMPARE(lines->front().level, samples::line().level);
        QCOMPARE(lines->front().text, samples::line().text);
    }

    void everyErrorAndHubStateComesBack()
    {
        for (int i = 0; i <= int(ErrorCode::Io); ++i) {
            const Error error{ErrorCode(i), QStringLiteral("“what” %1").arg(i)};
            QVERIFY(overTheWire(error) == error);
        }
        for (int i = 0; i <= int(HubState::Kind::Stopped); ++i) {
            const HubState state{HubState::Kind(i), QStringLiteral("why")};
            QVERIFY(overTheWire(state) == state);
        }
    }

    void aMissingMemberIsRefused()
    {
        Json json = encodeHub(samples::summary());
        json.erase("name");
        QCOMPARE(refusal<InstanceSummary>(json),
                 QStringLiteral("The description of an instance lacks “name”."));
    }

    void anUnknownMemberIsRefused()
    {
        Json json = encodeHub(samples::summary());
        json["colour"] = "red";
        QCOMPARE(refusal<InstanceSummary>(json),
                 QStringLiteral("The description of an instance has an unknown member “colour”."));
    }

    void membersOfTheWrongKindAreRefused()
    {
        Json json = encodeHub(samples::summary());
        json["historyLength"] = -1;
        QCOMPARE(
            refusal<InstanceSummary>(json),
            QStringLiteral("“historyLength” of an instance is not a whole number from 0 to 2147483647."));
        json["historyLength"] = 18'446'744'073'709'551'615ULL;
        QCOMPARE(
            refusal<InstanceSummary>(json),
            QStringLiteral("“historyLength” of an instance is not a whole number from 0 to 2147483647."));
        json = encodeHub(samples::summary());
        json["id"] = 5;
        QCOMPARE(refusal<InstanceSummary>(json), QStringLiteral("“id” of an instance is not a text."));
        json = encodeHub(samples::summary());
        json["status"] = "Sleeping";
        QCOMPARE(refusal<InstanceSummary>(json),
                 QStringLiteral("“Sleeping” is not a status of an instance."));
        json = encodeHub(samples::summary());
        json["hasWork"] = 1;
        QCOMPARE(refusal<InstanceSummary>(json),
                 QStringLiteral("“hasWork” of an instance is not true or false."));
        json = encodeHub(InstanceQuery{});
        json["after"] = "§§";
        QCOMPARE(refusal<InstanceQuery>(json), QStringLiteral("“after” of a query is not Base64 text."));
        QCOMPARE(refusal<InstancePage>(Json(3)),
                 QStringLiteral("The description of a page of instances is not a JSON object."));
        QCOMPARE(refusal<void>(Json(3)), QStringLiteral("The answer holds a value where none is expected."));
    }

    void damagedMessagesNeverCrashADecoder()
    {
        constexpr quint32 seed = 20'261'122;
        QRandomGenerator random(seed);
        const std::string detail = dumpJson(encodeHub(samples::detail()));
        const std::string tasks = dumpJson(encodeHub(std::vector<HumanTaskInfo>{samples::task()}));
        const std::string history = dumpJson(encodeHub(samples::history()));
        int parsed = 0;
        int refused = 0;
        for (int i = 0; i < 20'000; ++i) {
            const std::string &text = i % 3 == 0 ? detail : i % 3 == 1 ? tasks : history;
            const auto json = parseJson(damaged(text, random));
            if (!json)
                continue;
            ++parsed;
            refused += decodeHub<InstanceDetail>(*json) ? 0 : 1;
            refused += decodeHub<std::vector<HumanTaskInfo>>(*json) ? 0 : 1;
            refused += decodeHub<History>(*json) ? 0 : 1;
        }
        // Each text is refused by the two decoders of other kinds at least.
        QVERIFY2(parsed > 500, qPrintable(QString::number(parsed)));
        QVERIFY(refused >= 2 * parsed);
    }
};

QTEST_APPLESS_MAIN(TestHubCodec)
#include "tst_hubcodec.moc"
