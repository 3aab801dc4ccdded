// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/JsonSchema.h"
#include "tests/engine/activities/ActivityRunner.h"

#include <QElapsedTimer>

using namespace perdura;
using namespace perdura::test;

class TestActivities : public QObject
{
    Q_OBJECT

private slots:
    void theRegistryHasTheBuiltInActivities()
    {
        const auto registry = builtInActivities();
        std::vector<std::string> names;
        for (const Activity *activity : registry->all())
            names.push_back(activity->name());
        QCOMPARE(names,
                 (std::vector<std::string>{"csv.read", "csv.write", "delay", "email.send", "file.copy",
                                           "file.list", "file.move", "file.read", "file.watch", "file.write",
                                           "http.request", "json.transform", "log", "notify", "process.run",
                                           "random.fail", "script", "sql.query"}));
        QVERIFY(!registry->find("Log"));
    }

    void theCatalogDescribesThemAndOutlivesTheRegistry()
    {
        const ActivityCatalog catalog = activityCatalog(builtInActivities());
        QCOMPARE(catalog.all().size(), builtInActivities()->all().size());
        for (const ActivityInfo &info : catalog.all()) {
            QVERIFY2(!info.title.isEmpty() && !info.description.isEmpty(), info.name.c_str());
            QCOMPARE(info.inputSchema.at("type").get<std::string>(), std::string("object"));
            QVERIFY(info.summary(Json::object()).size() < 2);
            for (const auto &[field, schema] : info.inputSchema.at("properties").items())
                QVERIFY2(schema.contains("title"), field.c_str());
            for (const Json &required : info.inputSchema.at("required"))
                QVERIFY(info.inputSchema.at("properties").contains(required.get<std::string>()));
        }
        const Json &listed = catalog.find("file.list")->outputSchema;
        QCOMPARE(dumpJson(listed["items"]["properties"]["size"]), std::string("{\"type\":\"integer\"}"));
        QVERIFY(catalog.find("script")->outputSchema.is_null());
        QCOMPARE(catalog.find("http.request")->summary({{"url", "https://api.example/orders"}}),
                 QStringLiteral("GET api.example/orders"));
        QCOMPARE(catalog.find("http.request")->summary({{"url", "=input.url"}, {"method", "PUT"}}),
                 QStringLiteral("PUT =input.url"));
        QCOMPARE(catalog.find("process.run")->summary({{"program", "ls"}, {"arguments", {"-l", "a b"}}}),
                 QStringLiteral("ls -l a b"));
        QCOMPARE(catalog.find("file.read")->summary({{"path", "a.txt"}}), QStringLiteral("a.txt"));
        QCOMPARE(catalog.find("log")->summary(Json::object()), QString());
        QCOMPARE(catalog.find("file.list")->summary({{"folder", "in"}, {"pattern", "*.csv"}}),
                 QStringLiteral("in *.csv"));
        QCOMPARE(catalog.find("file.move")->summary({{"from", "a"}, {"to", "b"}}), QStringLiteral("a → b"));
        QCOMPARE(catalog.find("json.transform")->summary({{"steps", {{{"op", "sort"}}, {{"op", "count"}}}}}),
                 QStringLiteral("sort, count"));
        QCOMPARE(catalog.find("sql.query")->summary({{"sql", "SELECT *\n  FROM t"}}),
                 QStringLiteral("SELECT * FROM t"));
        QCOMPARE(catalog.find("email.send")->summary({{"to", {"a@b.example", "c@d.example"}}}),
                 QStringLiteral("a@b.example, c@d.example"));
        QCOMPARE(catalog.find("random.fail")->summary({{"probability", 0.25}}),
                 QStringLiteral("Fail with a chance of 0.25"));
        QCOMPARE(catalog.find("script")->summary({{"code", "const x = 1;\nreturn x"}}),
                 QStringLiteral("const x = 1;"));
    }

    void theBodyOfARequestIsAnyValue()
    {
        const ActivityCatalog catalog = activityCatalog(builtInActivities());
        const Json &schema = catalog.find("http.request")->inputSchema;
        for (const Json &body : {Json("text"), Json(5), Json{{"a", 1}}, Json::array({1, 2})}) {
            const Json input{{"url", "http://localhost"}, {"body", body}};
            QCOMPARE(schemaViolations(input, schema), std::vector<SchemaViolation>());
        }
    }

    void messagesAreLogged()
    {
        ActivityRunner runner;
        QCOMPARE(runner.run("log", {{"message", "hello"}}), QByteArray("null"));
        QCOMPARE(runner.run("log", {{"message", {{"n", 1}}}, {"level", "warning"}}), QByteArray("null"));
        QCOMPARE(runner.logged, (std::vector<std::pair<std::string, std::string>>{{"info", "hello"},
                                                                                  {"warning", "{\"n\":1}"}}));
        QCOMPARE(runner.run("log", {{"message", "x"}, {"level", "loud"}}),
                 QByteArray("InvalidInput: The field “level” must be one of info, warning, error."));
    }

    void aScriptStopsWhenItIsTold()
    {
        ActivityRunner runner;
        runner.stop.request_stop();
        QVERIFY(
            runner.run("script", {{"code", "for (;;) {}"}, {"timeLimit", "1 h"}}).startsWith("ScriptError"));
    }

    void whatAScriptDoesIsNotSeenByTheNext_data()
    {
        QTest::addColumn<QByteArray>("mischief");
        // What is refused is caught, for after a failure the next script finds everything new.
        for (const char *code :
             {"Array.prototype[0] = 1", "Array.prototype.leak = 1", "Object.prototype.leak = 1",
              "(function () { return this })().leak = 1", "(0, sum).leak = 1", "var leak = 1",
              "'ab'.match(/(a)/)", "Object.getPrototypeOf(input).leak = 1",
              "Object.assign(Array.prototype, {leak: 1})",
              "Object.setPrototypeOf(Array.prototype, {leak: 1})", "Array.prototype.__proto__ = {leak: 1}",
              "input[0] = 5", "const leak = () => leak; leak()"})
            QTest::newRow(code) << QByteArray("try { ") + code + "; } catch (refused) {} return 1";
        for (const char *code :
             {"return 1; }); var leak = 1; (function () {", "return 1; }); let leak = 1; (function () {",
              "return 1; }); function leak() {} (function () {", "for (;;) {}", "throw new Error('x')"})
            QTest::newRow(code) << QByteArray(code);
    }
    void whatAScriptDoesIsNotSeenByTheNext()
    {
        QFETCH(const QByteArray, mischief);
        ActivityRunner runner;
        QCOMPARE(runner.run("script", {{"code", "return 1"}}), QByteArray("1"));
        (void)runner.run("script",
                         {{"code", mischief.toStdString()}, {"input", {1, 2}}, {"timeLimit", "50 ms"}});
        QCOMPARE(
            runner.run("script", {{"code", "return [typeof leak, [].leak, [][0], ({}).leak, sum.leak, "
                                           "RegExp.$1, input.leak, input[0]].map(String)"},
                                  {"input", {7}}}),
            QByteArray(
                R"(["undefined","undefined","undefined","undefined","undefined","undefined","undefined",)"
                R"("7"])"));
    }

    void aScriptThatClosesItsFunctionIsRefused()
    {
        ActivityRunner runner;
        QCOMPARE(runner.run("script", {{"code", "return 1; }finally{}}); (function () {try{"}}),
                 QByteArray("ScriptError: Syntax error: The code closes a bracket that it has not opened."));
        QCOMPARE(runner.run("script", {{"code", "return 1; }); (function () {"}}),
                 QByteArray("ScriptError: Syntax error: Something is missing or stands in the wrong place."));
    }

    void aScriptComputesItsResult()
    {
        ActivityRunner runner;
        QCOMPARE(runner.run("script", {{"code", "return sum(input) + 1;"}, {"input", {1, 2}}}),
                 QByteArray("4"));
        QCOMPARE(runner.run("script", {{"code", "return input"}}), QByteArray("null"));
        QCOMPARE(runner.run("script", {{"code", "const a = 1;\nthrow new Error('no ink')"}}),
                 QByteArray("ScriptError: no ink (line 2)."));
        QVERIFY(runner.run("script", {{"code", "return 1 +"}}).startsWith("ScriptError: Syntax error: "));
        QCOMPARE(runner.run("script", {{"code", "for (;;) {}"}, {"timeLimit", "100 ms"}}),
                 QByteArray("ScriptError: The code ran longer than 100 ms and was stopped. Look for a loop "
                            "that does not end."));
        QCOMPARE(
            runner.run("script", {{"code", "return 1"}, {"timeLimit", "soon"}}),
            QByteArray("InvalidInput: The field “timeLimit” must be a duration such as “30 s” or “5 min”."));
    }

    void aProgramIsRunWithoutAShell()
    {
        ActivityRunner runner;
        QCOMPARE(
            runner.run("process.run", {{"program", "printf"}, {"arguments", {"%s|%s", "a b", "$HOME; ls"}}}),
            QByteArray("{\"exitCode\":0,\"stdout\":\"a b|$HOME; ls\",\"stderr\":\"\"}"));
        QVERIFY(QDir(runner.workspace()).mkdir(QStringLiteral("sub")));
        QCOMPARE(runner.run("process.run", {{"program", "sh"},
                                            {"arguments", {"-c", "cat; echo $GREETING >&2; basename $PWD"}},
                                            {"workingFolder", "sub"},
                                            {"environment", {{"GREETING", "hello"}}},
                                            {"stdin", "in "}}),
                 QByteArray("{\"exitCode\":0,\"stdout\":\"in sub\\n\",\"stderr\":\"hello\\n\"}"));
    }

    void aFailingProgramFailsUnlessThatIsAllowed()
    {
        ActivityRunner runner;
        Json input = {{"program", "sh"}, {"arguments", {"-c", "echo out; echo no paper >&2; exit 3"}}};
        QCOMPARE(runner.run("process.run", input),
                 QByteArray("ExitCode: “sh” ended with exit code 3: no paper"));
        QCOMPARE(dumpJson(runner.failure().properties),
                 std::string("{\"exitCode\":3,\"stdout\":\"out\\n\",\"stderr\":\"no paper\\n\"}"));
        input["allowFailure"] = true;
        QCOMPARE(runner.run("process.run", input),
                 QByteArray("{\"exitCode\":3,\"stdout\":\"out\\n\",\"stderr\":\"no paper\\n\"}"));
        QCOMPARE(runner.run("process.run", {{"program", "sh"}, {"arguments", {"-c", "kill -9 $$"}}}),
                 QByteArray("ProcessCrashed: “sh” crashed."));
        QVERIFY(runner.run("process.run", {{"program", "no-such-program"}})
                    .startsWith("ProcessNotStarted: “no-such-program” could not be started: "));
        QVERIFY(runner.run("process.run", {{"program", "true"}, {"workingFolder", ".."}})
                    .startsWith("PathOutsideWorkspace: "));
        QCOMPARE(runner.run("process.run", {{"program", "true"}, {"workingFolder", "none"}}),
                 QByteArray("InvalidInput: The working folder “none” does not exist in the workspace."));
    }

    void aProgramThatTakesTooLongOrIsStoppedIsKilledWithItsChildren()
    {
        ActivityRunner runner;
        QElapsedTimer timer;
        timer.start();
        const Json input = {
            {"program", "sh"}, {"arguments", {"-c", "sleep 60 & sleep 60; true"}}, {"timeout", "200 ms"}};
        QCOMPARE(runner.run("process.run", input),
                 QByteArray("TimedOut: “sh” took longer than 200 ms and was killed."));
        QVERIFY(timer.elapsed() < 15'000);
        runner.start("process.run", {{"program", "sleep"}, {"arguments", {"60"}}});
        runner.stop.request_stop();
        QCOMPARE(runner.answer(), QByteArray("Cancelled: “sleep” was stopped."));
        QVERIFY(timer.elapsed() < 15'000);
    }

    void aProgramThatWritesTooMuchIsKilled()
    {
        ActivityRunner runner;
        QCOMPARE(runner.run("process.run", {{"program", "yes"}}),
                 QByteArray(
                     "OutputTooLarge: “yes” wrote more than 4 MB and was killed. Let it write into a file."));
    }
};

QTEST_GUILESS_MAIN(TestActivities)
#include "tst_activities.moc"
