// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/definition/Validation.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"
#include "tests/engine/definition/ShippedRun.h"

#include <QDir>
#include <QDirIterator>
#include <QRectF>
#include <QTest>

#include <cmath>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QString resources = QStringLiteral(PERDURA_RESOURCES);
const QString expenseReport = resources + u"/samples/expense-report"_s;

const HumanTaskRequest *openQuestion(const History &history)
{
    const HumanTaskRequest *request = nullptr;
    for (const HistoryEvent &event : history) {
        if (const auto *created = event.as<HumanTaskCreated>())
            request = &created->request;
    }
    return request;
}

std::string runExpenseReport(const Json &input, const char *outcome, std::string *output = nullptr)
{
    ShippedRun run(expenseReport + u"/expense-report.workflow.json"_s);
    run.addFile("expenses.csv", contentOf(expenseReport + u"/expenses.csv"_s));
    run.driver().start(input);
    run.driver().runUntilIdle();
    if (outcome)
        run.answer(outcome);
    else
        run.driver().run(); // past every timer
    if (output)
        *output = run.output();
    return run.file("result/summary.json");
}

} // namespace

/// The templates and samples that come with the program.
class TestShippedWorkflows : public QObject
{
    Q_OBJECT

private slots:
    void isSound_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString &folder : {u"/samples"_s, u"/templates"_s}) {
            for (QDirIterator files(resources + folder, {u"*.workflow.json"_s}, QDir::Files,
                                    QDirIterator::Subdirectories);
                 files.hasNext();) {
                const QString path = files.next();
                QTest::newRow(qPrintable(files.fileName())) << path;
            }
        }
    }
    void isSound()
    {
        QFETCH(QString, path);
        const auto definition = loadDefinition(path);
        QVERIFY2(definition, definition ? "" : qPrintable(definition.error().message));
        const auto evaluator = makeExpressionEvaluator();
        for (const Problem &problem :
             validate(*definition, activityCatalog(builtInActivities()), evaluator.get()))
            QFAIL(qPrintable(problem.node.value_or(NodeId()).toQString() +
                             QString::fromStdString(problem.field) + u": "_s + problem.message));
        QVERIFY(!definition->description.empty());
        if (qEnvironmentVariableIsSet("PERDURA_WRITE_EXPECTED"))
            QVERIFY(saveDefinition(*definition, path));
        QCOMPARE(contentOf(path), definitionText(*definition));
    }

    void isDrawnWithoutOverlaps_data() { isSound_data(); }
    void isDrawnWithoutOverlaps()
    {
        QFETCH(QString, path);
        const auto definition = loadDefinition(path);
        QVERIFY(definition);
        std::vector<std::pair<const Node *, QRectF>> areas;
        for (const Node &node : definition->nodes) {
            const NodePosition position = definition->layout.at(node.id);
            QCOMPARE(std::fmod(position.x, 20.0), 0.0);
            QCOMPARE(std::fmod(position.y, 20.0), 0.0);
            const bool isContainer = nodeKindInfo(node.kind).isContainer;
            const QRectF area(position.x, position.y, isContainer ? 320 : 200, isContainer ? 180 : 64);
            for (const auto &[other, otherArea] : areas)
                QVERIFY2(other->parent != node.parent ||
                             !otherArea.adjusted(-40, -40, 40, 40).intersects(area),
                         (node.name + " / " + other->name).c_str());
            areas.emplace_back(&node, area);
        }
    }

    void theChainGivesItsResult()
    {
        ShippedRun run(resources + u"/templates/function-chaining/function-chaining.workflow.json"_s);
        run.driver().start();
        run.driver().runUntilIdle();
        QCOMPARE(run.output(), std::string(R"("r=4")"));
        QVERIFY(run.log().empty());
    }

    void theFanOutAddsUpWhatComesIn()
    {
        ShippedRun run(resources + u"/templates/fan-out-fan-in/fan-out-fan-in.workflow.json"_s);
        run.driver().start();
        run.driver().runUntilIdle();
        QCOMPARE(run.output(), std::string(R"({"numbers":12,"sum":650})"));
    }

    void theMonitorLooksUntilTheJobIsDoneOrTheTimeIsOver()
    {
        const QString path = resources + u"/templates/monitor/monitor.workflow.json"_s;
        ShippedRun patient(path);
        patient.answerLooks(5);
        patient.driver().start();
        patient.driver().run();
        QCOMPARE(patient.output(), std::string(R"({"job":"film-1","done":true})"));
        QCOMPARE(patient.log(), std::vector<std::string>{"The job film-1 is done."});
        QCOMPARE(dumpJson(patient.driver().customStatus()),
                 std::string(R"({"job":"film-1","looks":4,"nextInSeconds":3.375})"));
        QVERIFY(patient.driver().now() == driverEpoch() + std::chrono::milliseconds(8125));
        ShippedRun hasty(path);
        hasty.answerLooks(99);
        Json input = Json::object();
        input["job"] = "film-2";
        input["limit"] = "3 s";
        hasty.driver().start(input);
        hasty.driver().run();
        QCOMPARE(hasty.output(), std::string(R"({"job":"film-2","done":false})"));
        QVERIFY(hasty.log().empty());
        QCOMPARE(dumpJson(hasty.driver().customStatus()),
                 std::string(R"({"job":"film-2","looks":3,"nextInSeconds":2.25})"));
    }

    void theApprovalByEventFollowsThePattern_data()
    {
        QTest::addColumn<QByteArray>("payload");
        QTest::addColumn<QString>("decision");
        QTest::addColumn<QString>("told");
        QTest::addColumn<QString>("story");
        const QString byEvent = u"ES TS(0) / TC(→0) TmC(1) / ER(ApprovalEvent) TS(2) / TC(→2) EC(3)"_s;
        QTest::newRow("approved") << QByteArray("true") << u"approved"_s << QString() << byEvent;
        QTest::newRow("rejected") << QByteArray("false") << u"rejected"_s << QString() << byEvent;
        QTest::newRow("not answered")
            << QByteArray() << u"escalated"_s
            << u"Nobody answered within 72 h; “A new laptop” goes to the next higher place."_s
            << u"ES TS(0) / TC(→0) TmC(1) / TmF(→1) TS(2) / TC(→2) EC(3)"_s;
    }
    void theApprovalByEventFollowsThePattern()
    {
        QFETCH(const QByteArray, payload);
        QFETCH(const QString, decision);
        QFETCH(const QString, told);
        QFETCH(const QString, story);
        ShippedRun run(resources + u"/templates/approval-by-event/approval-by-event.workflow.json"_s);
        run.driver().start();
        run.driver().runUntilIdle();
        QCOMPARE(run.log().size(), std::size_t(1));
        QVERIFY(run.log()[0].starts_with("“A new laptop” is to be approved within 72 h: send the event "
                                         "ApprovalEvent to "));
        run.driver().advance(std::chrono::hours(71));
        QCOMPARE(run.output(), std::string("(under way)"));
        if (payload.isEmpty()) {
            run.driver().advance(std::chrono::hours(1));
        } else {
            run.driver().raise("ApprovalEvent", *parseJson(payload.toStdString()));
            run.driver().runUntilIdle();
        }
        QCOMPARE(QString::fromStdString(run.output()),
                 uR"({"request":"A new laptop","decision":"%1"})"_s.arg(decision));
        QCOMPARE(QString::fromStdString(run.log().size() > 1 ? run.log()[1] : std::string()), told);
        QStringList turns;
        for (const std::string &turn : run.driver().story())
            turns.append(QString::fromStdString(turn));
        QCOMPARE(turns.join(u" / "_s), story);
    }

    void theApprovalIsEscalatedWhenNobodyAnswers()
    {
        ShippedRun run(resources +
                       u"/templates/approval-with-escalation/approval-with-escalation.workflow.json"_s);
        run.driver().start();
        run.driver().runUntilIdle();
        QCOMPARE(openQuestion(run.driver().history())->assignee, std::string("Team lead"));
        run.driver().advance(std::chrono::hours(71));
        QCOMPARE(openQuestion(run.driver().history())->assignee, std::string("Team lead"));
        run.driver().advance(std::chrono::hours(1));
        QCOMPARE(openQuestion(run.driver().history())->assignee, std::string("Head of department"));
        run.answer("Reject");
        QCOMPARE(run.output(), std::string(R"({"request":"A new laptop","decision":"rejected"})"));
        QCOMPARE(run.log(), std::vector<std::string>{"Søren Jensen: “A new laptop” was rejected."});
    }

    void theApprovalEndsWhenNobodyAnswersAtAll()
    {
        ShippedRun run(resources +
                       u"/templates/approval-with-escalation/approval-with-escalation.workflow.json"_s);
        Json input = Json::object();
        input["answerWithin"] = "3 s";
        run.driver().start(input);
        run.driver().run();
        QCOMPARE(run.output(), std::string(R"({"request":"A new laptop","decision":"not answered"})"));
    }

    void theNightlyImportAsksAboutManyBadRows()
    {
        const QString folder = resources + u"/templates/nightly-import"_s;
        ShippedRun run(folder + u"/nightly-import.workflow.json"_s);
        run.addFile("incoming/customers.csv", contentOf(folder + u"/incoming/customers.csv"_s));
        run.driver().start();
        run.driver().runUntilIdle();
        const HumanTaskRequest *question = openQuestion(run.driver().history());
        QVERIFY(question);
        QCOMPARE(question->title, std::string("Import 54 rows although 6 are bad?"));
        QCOMPARE(
            question->description,
            std::string("C1008: no e-mail address\nC1016: no date\nC1024: no turnover\nC1031: number twice\n"
                        "C1045: no e-mail address\nC1053: no name"));
        QCOMPARE(parseJson(run.file("quarantine/rows.csv"))->size(), std::size_t(6));
        QCOMPARE(run.file("imported/customers.csv"), std::string());
        run.answer("Import");
        QCOMPARE(run.output(), std::string(R"({"imported":54,"quarantined":6})"));
        QCOMPARE(parseJson(run.file("imported/customers.csv"))->size(), std::size_t(54));
    }

    void theNightlyImportGoesOnByItselfWhenLittleIsBad()
    {
        const QString path = resources + u"/templates/nightly-import/nightly-import.workflow.json"_s;
        ShippedRun clean(path);
        clean.addFile("incoming/customers.csv",
                      "id,name,email,since,turnover\nC1,Ada,ada@example.org,2026-01-02,7\n");
        clean.driver().start();
        clean.driver().runUntilIdle();
        QCOMPARE(clean.output(), std::string(R"({"imported":1,"quarantined":0})"));
        ShippedRun late(path);
        late.addFile("incoming/customers.csv",
                     "id,name,email,since,turnover\nC1,,ada@example.org,2026-01-02,7\n");
        Json input = Json::object();
        input["limit"] = 0;
        late.driver().start(input);
        late.driver().run();
        QCOMPARE(late.output(), std::string(R"({"imported":0,"quarantined":1})"));
    }

    void theWatcherAlertsWhenTheServiceGoesDownAndWhenItIsBack()
    {
        const QString folder = resources + u"/templates/endpoint-watcher"_s;
        ShippedRun run(folder + u"/endpoint-watcher.workflow.json"_s);
        run.addFile("service.csv", contentOf(folder + u"/service.csv"_s));
        run.driver().start();
        run.driver().run();
        QCOMPARE(run.output(), std::string(R"({"looks":9,"up":true,"alerts":2})"));
        QCOMPARE(run.log(), (std::vector<std::string>{"The service is down (status 503).",
                                                      "The service is back (status 200)."}));
        // The looks are 2, 4 and 8 s apart, and from a change on again 1, 2 and 4 s.
        QCOMPARE(QString::fromStdString(run.file("alerts.csv")),
                 uR"([{"time":"2026-11-22T12:00:14.000000Z","look":4,"status":503,"state":"down"},)"
                 R"({"time":"2026-11-22T12:00:17.000000Z","look":6,"status":200,"state":"back"}])"_s);
        QVERIFY(run.driver().now() == driverEpoch() + std::chrono::seconds(24));
    }

    void theWatcherCountsNoAnswerAsDown()
    {
        ShippedRun run(resources + u"/templates/endpoint-watcher/endpoint-watcher.workflow.json"_s);
        int asked = 0;
        run.driver().onActivity("http.request", [&asked](const ScheduleTask &) -> ActivityAnswer {
            if (++asked < 3)
                return tl::unexpected(failureWith("HttpError", "Nobody answers."));
            Json answer = Json::object();
            answer["status"] = 301;
            return answer;
        });
        Json input = Json::object();
        input["url"] = "http://127.0.0.1:9/";
        input["watchFor"] = 4;
        run.driver().start(input);
        run.driver().run();
        QCOMPARE(run.output(), std::string(R"({"looks":4,"up":true,"alerts":2})"));
        QCOMPARE(run.log(), (std::vector<std::string>{"http://127.0.0.1:9/ is down (status 0).",
                                                      "http://127.0.0.1:9/ is back (status 301)."}));
    }

    /// Its heading is the title in the window, and the files that it names are there or made by the run.
    void everyTemplateExplainsItself_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir templates(resources + u"/templates"_s);
        for (const QString &name : templates.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << templates.filePath(name);
    }
    void everyTemplateExplainsItself()
    {
        QFETCH(const QString, folder);
        const QString text = QString::fromUtf8(contentOf(folder + u"/README.md"_s));
        QVERIFY2(text.startsWith(u"# "), "a template has a README.md whose first line is its title");
        QVERIFY(text.size() > 200 && text.size() < 2000);
        const QString title = text.section(u'\n', 0, 0).mid(2);
        const QString help = QString::fromUtf8(contentOf(resources + u"/help/index.md"_s));
        QVERIFY2(help.contains(u"| "_s + title + u" |"_s), "the help lists each template by its title");
    }

    void theOrderIsShippedOrUndone_data()
    {
        QTest::addColumn<QString>("failsAt");
        QTest::addColumn<QString>("output");
        QTest::addColumn<QStringList>("log");
        const QString no = u"The order A-1001 could not be carried out: %1"_s;
        QTest::newRow("goes well") << u"nothing"_s << uR"({"order":"A-1001","total":102.3,"shipped":true})"_s
                                   << QStringList{};
        const QString cancelled = uR"({"order":"A-1001","total":102.3,"shipped":false})"_s;
        QTest::newRow("no stock") << u"stock"_s << cancelled
                                  << QStringList{
                                         no.arg(u"“Reserve stock” failed: Out of stock. (line 1)."_s)};
        QTest::newRow("no money") << u"payment"_s << cancelled
                                  << QStringList{
                                         u"5 pieces of R-A-1001 are back in stock."_s,
                                         no.arg(u"“Charge” failed: The card was refused. (line 1)."_s)};
        QTest::newRow("no carrier")
            << u"shipping"_s << cancelled
            << QStringList{u"102.3 of P-A-1001 were paid back."_s,
                           u"5 pieces of R-A-1001 are back in stock."_s,
                           no.arg(u"“Ship” failed: No carrier comes to that address. (line 1)."_s)};
    }

    void theOrderIsShippedOrUndone()
    {
        QFETCH(const QString, failsAt);
        QFETCH(const QString, output);
        QFETCH(const QStringList, log);
        ShippedRun run(resources + u"/templates/order-processing/order-processing.workflow.json"_s);
        Json input = Json::object();
        input["failsAt"] = failsAt.toStdString();
        run.driver().start(input);
        run.driver().run();
        QCOMPARE(QString::fromStdString(run.output()), output);
        QStringList told;
        for (const std::string &line : run.log())
            told.append(QString::fromStdString(line));
        QCOMPARE(told, log);
    }

    void theExpenseReportGivesTheSameBytesEachTime()
    {
        std::string output;
        const std::string once = runExpenseReport(nullptr, "Approve", &output);
        QCOMPARE(
            output,
            std::string(
                R"({"file":"result/summary.json","decision":"approved","people":12,"accepted":198,"rejected":26})"));
        QCOMPARE(runExpenseReport(nullptr, "Approve"), once);
        const auto summary = parseJson(once);
        QVERIFY(summary);
        QCOMPARE((*summary)["lines"].get<int>(), 224);
        QCOMPARE(
            dumpJson((*summary)["totals"][0]),
            std::string(R"({"person":"Anaïs Dubois","lines":18,"amount":1709.89,"decision":"approved"})"));
        QCOMPARE(dumpJson((*summary)["totals"][1]),
                 std::string(
                     R"({"person":"Haruka Tanaka","lines":8,"amount":997.2,"decision":"within the limit"})"));
        QCOMPARE((*summary)["rejected"].size(), std::size_t(26));
    }

    void theExpenseReportAsksAboutHighTotals()
    {
        ShippedRun run(expenseReport + u"/expense-report.workflow.json"_s);
        run.addFile("expenses.csv", contentOf(expenseReport + u"/expenses.csv"_s));
        run.driver().start();
        run.driver().runUntilIdle();
        const HumanTaskRequest *question = openQuestion(run.driver().history());
        QVERIFY(question);
        QCOMPARE(question->title, std::string("Pay 6 totals above 1500?"));
        QVERIFY(question->description.starts_with("Anaïs Dubois: 1709.89 in 18 lines\n"));
        QCOMPARE(question->assignee, std::string("Finance"));
    }

    void theExpenseReportKnowsTheOtherWays()
    {
        std::string output;
        Json input = Json::object();
        runExpenseReport(input, "Reject", &output);
        QVERIFY2(output.find(R"("decision":"rejected")") != std::string::npos, output.c_str());
        runExpenseReport(input, nullptr, &output);
        QVERIFY2(output.find(R"("decision":"not answered")") != std::string::npos, output.c_str());
        input["limit"] = 100000;
        runExpenseReport(input, nullptr, &output);
        QVERIFY2(output.find(R"("decision":"not needed")") != std::string::npos, output.c_str());
        input["file"] = "nowhere.csv";
        runExpenseReport(input, nullptr, &output);
        QCOMPARE(
            output,
            std::string("The expenses could not be read: There is no file “nowhere.csv” in the workspace."));
    }
};

QTEST_GUILESS_MAIN(TestShippedWorkflows)
#include "tst_shipped_workflows.moc"
