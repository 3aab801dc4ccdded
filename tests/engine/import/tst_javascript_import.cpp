// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/JavaScriptImport.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QString orchestrator(const QString &body)
{
    return u"const df = require(\"durable-functions\");\n"
           u"module.exports = df.orchestrator(function* (context) {\n"_s +
           body + u"\n});\n"_s;
}

ImportedCode imported(const QString &body)
{
    return readJavaScript(orchestrator(body), u"sample.js"_s);
}

/// As JSON.
std::string fieldOf(const ImportedCode &code, const std::string &node, const char *field)
{
    if (code.definitions.empty())
        return "no drawing";
    const Node *found = code.definitions.front().findByName(node);
    if (!found)
        return "no node " + node;
    return found->fields.contains(field) ? dumpJson(found->fields[field]) : "nothing";
}

QString problemAt(const ImportedCode &code, std::size_t index)
{
    if (index >= code.problems.size())
        return u"none"_s;
    const CodeProblem &problem = code.problems[index];
    return u"%1:%2 %3"_s.arg(problem.line).arg(problem.column).arg(problem.message);
}

} // namespace

class TestJavaScriptImport : public QObject
{
    Q_OBJECT

private slots:
    void aComparedYieldGetsItsParentheses()
    {
        const QString wait = u"const go = context.df.waitForExternalEvent('Go');\n"_s;
        const QString code = orchestrator(wait + u"if (go === yield context.df.Task.any([go])) {}"_s);
        const ImportedCode read = readJavaScript(code, u"x.js"_s);
        QCOMPARE(read.problems.size(), std::size_t(1));
        QCOMPARE(problemAt(read, 0),
                 u"4:12 A yield that is compared or computed with needs parentheses around it."_s);
        QCOMPARE(read.problems[0].severity, CodeProblem::Severity::Error);
        QVERIFY(read.problems[0].fix);
        const QString fixed = orchestrator(wait + u"if (go === (yield context.df.Task.any([go]))) {}"_s);
        QCOMPARE(applyFixes(code, read.problems), fixed);
        // The drawing is there all the same.
        QVERIFY(readJavaScript(fixed, u"x.js"_s).problems.empty());
        QVERIFY(readJavaScript(fixed, u"x.js"_s).definitions == read.definitions);
    }

    void severalComparedYieldsKeepTheirPlaces()
    {
        const QString code =
            orchestrator(u"if (1 === yield context.df.callActivity('A')) {}\n"
                         u"if (2 === yield context.df.callActivity('B')) { nothing.at.all(); }"_s);
        const ImportedCode read = readJavaScript(code, u"x.js"_s);
        QCOMPARE(read.problems.size(), std::size_t(3));
        QCOMPARE(problemAt(read, 1),
                 u"4:11 A yield that is compared or computed with needs parentheses around it."_s);
        QCOMPARE(read.problems[2].line, 4);
        QCOMPARE(read.problems[2].column, 49);
        QCOMPARE(applyFixes(code, read.problems),
                 orchestrator(u"if (1 === (yield context.df.callActivity('A'))) {}\n"
                              u"if (2 === (yield context.df.callActivity('B'))) { nothing.at.all(); }"_s));
    }

    void tasksInPlaceOfResultsAreToldAndMended()
    {
        const QString body = u"const jobTasks = [];\n"
                             u"for (const job of context.df.getInput()) {\n"
                             u"    jobTasks.push(context.df.callActivity('Run', job));\n"
                             u"}\n"
                             u"yield context.df.Task.all(jobTasks);\n"
                             u"return jobTasks.reduce((sum, each) => sum + each, 0);"_s;
        const ImportedCode read = imported(body);
        QCOMPARE(read.problems.size(), std::size_t(1));
        QCOMPARE(read.problems[0].line, 8);
        QCOMPARE(read.problems[0].severity, CodeProblem::Severity::Warning);
        QCOMPARE(fieldOf(read, "End", "output"),
                 dumpJson("=nodes.jobTasks.output.reduce((sum, each) => sum + each, 0)"));
        const QString fixed = applyFixes(orchestrator(body), read.problems);
        QVERIFY2(fixed.contains(u"const jobResults = yield context.df.Task.all(jobTasks);\n"
                                u"return jobResults.reduce("_s),
                 qPrintable(fixed));
        const ImportedCode again = readJavaScript(fixed, u"x.js"_s);
        QVERIFY(again.problems.empty());
        QCOMPARE(fieldOf(again, "End", "output"),
                 dumpJson("=nodes.jobResults.output.reduce((sum, each) => sum + each, 0)"));
    }

    void resultsOfTasksAreNoMistake()
    {
        const ImportedCode read =
            imported(u"const tasks = context.df.getInput().map(x => context.df.callActivity('A', x));\n"
                     u"yield context.df.Task.all(tasks);\n"
                     u"return tasks.map(task => task.result);"_s);
        QVERIFY2(read.problems.empty(), qPrintable(problemAt(read, 0)));
        QCOMPARE(fieldOf(read, "End", "output"), dumpJson("=nodes.tasks.output.map(task => task)"));
    }

    void unknownNamesGetTheNearestOne()
    {
        const ImportedCode read = imported(u"const jobId = context.df.getInput();\n"
                                           u"const pauseInternal = 5;\n"
                                           u"yield context.df.callActivity('A', machineId);\n"
                                           u"yield context.df.callActivity('B', pauseInterval);\n"
                                           u"yield context.df.callActivity('C', somethingElse);\n"
                                           u"return instanceId;"_s);
        QCOMPARE(read.problems.size(), std::size_t(4));
        QCOMPARE(problemAt(read, 0),
                 u"5:36 “machineId” is not defined in this file; most likely it means “jobId”."_s);
        QCOMPARE(read.problems[0].fix->text, u"jobId"_s);
        QCOMPARE(
            problemAt(read, 1),
            u"6:36 “pauseInterval” is not defined in this file; most likely it means “pauseInternal”."_s);
        QCOMPARE(read.problems[1].fix->text, u"pauseInternal"_s);
        QVERIFY(!read.problems[2].fix);
        QCOMPARE(read.problems[3].fix->text, u"context.df.instanceId"_s);
        QCOMPARE(fieldOf(read, "A", "input"), dumpJson("=input"));
        QCOMPARE(fieldOf(read, "B", "input"), dumpJson("=vars.pauseInternal"));
        QCOMPARE(fieldOf(read, "C", "input"), dumpJson("=null"));
        QCOMPARE(fieldOf(read, "End", "output"), dumpJson("=instance.id"));
    }

    void clientFunctionsAreNoOrchestrators()
    {
        const ImportedCode read =
            readJavaScript(u"const df = require('durable-functions');\n"
                           u"module.exports = async function (context) {\n"
                           u"    const client = df.getClient(context);\n"
                           u"    await context.df.signalEntity(new df.EntityId('A', 'b'), 'c');\n"
                           u"};\n"_s,
                           u"start/index.js"_s);
        QVERIFY(read.definitions.empty());
        QCOMPARE(read.problems.size(), std::size_t(2));
        QVERIFY(read.problems[0].message.startsWith(u"This is a client function"_s));
        QCOMPARE(
            problemAt(read, 1),
            u"4:11 A client function has no context.df; use its client, as in client.signalEntity(…)."_s);
        QCOMPARE(read.problems[1].fix->text, u"client"_s);
    }

    void theNameIsThatOfTheFileOrOfItsFolder()
    {
        const QString code = orchestrator(u"return 1;"_s);
        QCOMPARE(readJavaScript(code, u"/some/where/Pay bills.js"_s).definitions.at(0).name,
                 std::string("Pay bills"));
        QCOMPARE(readJavaScript(code, u"/some/PayBills/index.js"_s).definitions.at(0).name,
                 std::string("PayBills"));
        QCOMPARE(readJavaScript(code, u"index.js"_s).definitions.at(0).name, std::string("index"));
    }

    void timersKeepTheUnitOfTheCode_data()
    {
        QTest::addColumn<QString>("date");
        QTest::addColumn<QString>("duration");
        const QString now = u"context.df.currentUtcDateTime"_s;
        QTest::newRow("moment") << u"moment.utc(%1).add(72, 'h').toDate()"_s.arg(now) << u"\"72 h\""_s;
        QTest::newRow("object") << u"moment(%1).add({ minutes: 5 }).toDate()"_s.arg(now) << u"\"5 min\""_s;
        QTest::newRow("twice") << u"moment(%1).add(1, 'day').subtract(1, 'h').toDate()"_s.arg(now)
                               << u"\"23 h\""_s;
        QTest::newRow("computed") << u"moment(%1).add(input.pause, 'minutes').toDate()"_s.arg(now)
                                  << u"\"=input.pause * 60\""_s;
        QTest::newRow("milliseconds") << u"new Date(%1.getTime() + 30 * 1000)"_s.arg(now) << u"\"30 s\""_s;
        QTest::newRow("now") << now << u"\"0 s\""_s;
    }
    void timersKeepTheUnitOfTheCode()
    {
        QFETCH(const QString, date);
        QFETCH(const QString, duration);
        const ImportedCode read =
            imported(u"const moment = require('moment');\nconst input = context.df.getInput();\n"
                     u"yield context.df.createTimer(%1);"_s.arg(date));
        QVERIFY2(read.problems.empty(), qPrintable(problemAt(read, 0)));
        QCOMPARE(QString::fromStdString(fieldOf(read, "Wait", "duration")), duration);
    }

    void timersThatAreWaitedForLaterKeepTheirTime()
    {
        const ImportedCode read = imported(u"const moment = require('moment');\n"
                                           u"const alarm = context.df.createTimer("
                                           u"moment(context.df.currentUtcDateTime).add(1, 'h').toDate());\n"
                                           u"yield context.df.callActivity('A');\n"
                                           u"yield alarm;"_s);
        QVERIFY2(read.problems.empty(), qPrintable(problemAt(read, 0)));
        QCOMPARE(fieldOf(read, "Set alarm", "variables"),
                 std::string("{\"alarm\":\"=addTime(now, \\\"1 h\\\")\"}"));
        QCOMPARE(fieldOf(read, "alarm", "until"), dumpJson("=vars.alarm"));
    }

    void computedDatesBecomeHelpers()
    {
        const ImportedCode read = imported(
            u"const moment = require('moment');\n"
            u"const end = moment.utc(context.df.currentUtcDateTime).add(context.df.getInput(), 'd');\n"
            u"yield context.df.callActivity('A');\n"
            u"if (moment.utc(context.df.currentUtcDateTime).isAfter(end)) { return 'late'; }"_s);
        QVERIFY2(read.problems.empty(), qPrintable(problemAt(read, 0)));
        QCOMPARE(fieldOf(read, "Set end", "variables"),
                 std::string("{\"end\":\"=addTime(now, input * 86400)\"}"));
        QCOMPARE(fieldOf(read, "If", "condition"), dumpJson("=timeBetween(now, vars.end) < 0"));
    }

    void whatCannotBeDrawnIsTold_data()
    {
        QTest::addColumn<QString>("body");
        QTest::addColumn<QString>("told");
        QTest::newRow("finally")
            << u"try { yield context.df.callActivity('A'); } finally { yield context.df.callActivity('B'); }"_s
            << u"3:53 A drawing has no finally"_s;
        QTest::newRow("await") << u"const x = await fetch('somewhere');"_s
                               << u"3:11 An orchestrator must not use await"_s;
        QTest::newRow("clock") << u"return Date.now();"_s << u"3:8 This reads the clock of the machine"_s;
        QTest::newRow("random") << u"return Math.random();"_s
                                << u"3:8 Math.random gives another value in each replay"_s;
        QTest::newRow("guid") << u"return context.df.newGuid('a');"_s << u"3:8 Drawings make no ids"_s;
        QTest::newRow("delegate") << u"yield* other(context);"_s
                                  << u"3:1 yield* runs another function in this one"_s;
        QTest::newRow("not a task") << u"yield 5;"_s << u"3:7 This is nothing that a workflow can wait for"_s;
        QTest::newRow("conditional wait")
            << u"return context.df.getInput() && (yield context.df.callActivity('A'));"_s
            << u"3:34 Whether this waits depends on what is before it"_s;
        QTest::newRow("not waited for")
            << u"context.df.callActivity('A');"_s << u"3:1 Nothing waits for this"_s;
        QTest::newRow("unknown function")
            << u"const x = load(1); return x;"_s << u"3:11 “load” is not defined in this file"_s;
        QTest::newRow("environment") << u"return process.env.PLACE;"_s
                                     << u"3:8 “process” is not there in a workflow"_s;
        QTest::newRow("dead code") << u"return 1; yield context.df.callActivity('A');"_s
                                   << u"3:11 This never runs"_s;
        QTest::newRow("computed activity") << u"yield context.df.callActivity(context.df.getInput());"_s
                                           << u"3:7 Which activity is called is computed here"_s;
        QTest::newRow("log") << u"context.log('hello');"_s << u"3:1 The log is left out"_s;
        QTest::newRow("syntax") << u"const = 5;"_s << u"3:7 This is no JavaScript that can be read"_s;
    }
    void whatCannotBeDrawnIsTold()
    {
        QFETCH(const QString, body);
        QFETCH(const QString, told);
        const ImportedCode read = imported(body);
        QVERIFY2(problemAt(read, 0).startsWith(told), qPrintable(problemAt(read, 0)));
    }

    void textsThatAreTooLongOrTooDeepAreRefused()
    {
        const ImportedCode tooLong = readJavaScript(QString(1024 * 1024 + 1, u' '), u"x.js"_s);
        QCOMPARE(tooLong.problems.size(), std::size_t(1));
        QVERIFY(tooLong.problems[0].message.startsWith(u"The file is too long"_s));
        const ImportedCode deep =
            imported(u"return "_s + QString(20000, u'(') + u"1"_s + QString(20000, u')') + u';');
        QVERIFY(deep.definitions.empty());
        QCOMPARE(deep.problems.size(), std::size_t(1));
        const ImportedCode nested = imported(u"return "_s + QString(400, u'[') + QString(400, u']') + u';');
        QCOMPARE(nested.problems.size(), std::size_t(1));
        QVERIFY2(nested.problems[0].message.contains(u"nested too deeply"_s),
                 qPrintable(nested.problems[0].message));
    }

    void fixesThatOverlapAreNotMixed()
    {
        const std::vector<CodeProblem> problems{{.message = u"a"_s, .fix = CodeFix{{}, 0, 4, u"one"_s}},
                                                {.message = u"b"_s, .fix = CodeFix{{}, 2, 6, u"two"_s}},
                                                {.message = u"c"_s, .fix = CodeFix{{}, 6, 7, u"three"_s}}};
        QCOMPARE(applyFixes(u"0123456789"_s, problems), u"one45three789"_s);
    }
};

QTEST_GUILESS_MAIN(TestJavaScriptImport)
#include "tst_javascript_import.moc"
