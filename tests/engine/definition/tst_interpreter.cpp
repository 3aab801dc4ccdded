// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"
#include "engine/definition/NodeCatalog.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"

#include <QDir>
#include <QDirIterator>
#include <QElapsedTimer>
#include <QFile>
#include <QTest>

#include <set>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

QString casesFolder()
{
    return QStringLiteral(PERDURA_TEST_DATA "/workflows");
}

Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return parseJson(file.readAll().toStdString()).value_or(Json());
}

} // namespace

/// Plays every folder of tests/data/workflows: definition.workflow.json as script.json tells, and compares
/// with expected.json. With PERDURA_WRITE_EXPECTED set it writes the expected files anew instead; read what
/// changed.
class TestInterpreter : public QObject
{
    Q_OBJECT

private slots:
    void playsAsExpected_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir cases(casesFolder());
        for (const QString &name : cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << cases.filePath(name);
    }
    void playsAsExpected()
    {
        QFETCH(QString, folder);
        const auto loaded = loadDefinition(folder + u"/definition.workflow.json"_s);
        QVERIFY2(loaded, loaded ? "" : qPrintable(loaded.error().message));
        const auto definition = std::make_shared<const WorkflowDefinition>(*loaded);
        const Json script = readJson(folder + u"/script.json"_s);
        QVERIFY(script.is_object());

        std::string account;
        for (const Memory memory : {Memory::Cached, Memory::Replayed}) {
            GoldenRun run(definition, script, makeExpressionEvaluator(), memory);
            run.play();
            const std::string told = prettyJson(run.account());
            if (memory == Memory::Replayed)
                QCOMPARE(QString::fromStdString(told), QString::fromStdString(account));
            account = told;
        }

        const QString expectedPath = folder + u"/expected.json"_s;
        if (qEnvironmentVariableIsSet("PERDURA_WRITE_EXPECTED")) {
            QFile file(expectedPath);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(account) + '\n');
        }
        const auto lines = [](const std::string &text) { return QString::fromStdString(text).split(u'\n'); };
        QCOMPARE(lines(account), lines(prettyJson(readJson(expectedPath))));
    }

    void everyKindOfNodeHasAFolder()
    {
        std::set<NodeKind> drawn;
        for (const QString &folder : {u"/workflows"_s, u"/entities"_s}) {
            for (QDirIterator files(QStringLiteral(PERDURA_TEST_DATA) + folder, {u"*.workflow.json"_s},
                                    QDir::Files, QDirIterator::Subdirectories);
                 files.hasNext();) {
                const auto definition = loadDefinition(files.next());
                QVERIFY2(definition, definition ? "" : qPrintable(definition.error().message));
                for (const Node &node : definition->nodes)
                    drawn.insert(node.kind);
            }
        }
        for (const NodeKindInfo &info : nodeKinds())
            QVERIFY2(drawn.contains(info.kind), info.id.c_str());
    }

    void aLoopWithoutWaitIsStopped()
    {
        const auto parsed = parseDefinition(
            R"({"format":1,"name":"Loop","nodes":[{"id":"s","kind":"start","name":"Start"},
                {"id":"v","kind":"set-variables","name":"Count","fields":{"variables":{"n":1}}},
                {"id":"e","kind":"end","name":"End"}],
                "edges":[{"from":"s","to":"v"},{"from":"v","to":"v"},{"from":"v","port":"error","to":"e"}]})",
            u"loop"_s);
        QVERIFY(parsed);
        GoldenRun run(std::make_shared<const WorkflowDefinition>(*parsed), Json::object(),
                      makeExpressionEvaluator(), Memory::Cached);
        run.play();
        const Json account = run.account();
        QCOMPARE(account["status"].get<std::string>(), std::string("Failed"));
        QCOMPARE(account["failure"]["errorType"].get<std::string>(), std::string("LoopWithoutWait"));
        QCOMPARE(
            account["failure"]["errorMessage"].get<std::string>(),
            std::string(
                "At “Count” the workflow had run 10000 steps without a wait; put a timer or an activity into "
                "the loop."));
    }

    /// The limit of an expression is a quarter of a second for which it has a core, and a busy machine may
    /// make that many times as long.
    void anExpressionWithoutEndFailsItsNodeInTime()
    {
        const auto parsed = parseDefinition(
            R"json({"format":1,"name":"Runaway","nodes":[{"id":"s","kind":"start","name":"Start"},
                {"id":"v","kind":"set-variables","name":"Count",
                    "fields":{"variables":{"n":"=(() => { while (true) {} })()"
    }
}
},
                {"id":"e","kind":"end","name":"End","fields":{"output":"=error"}}],
                "edges":[{"from":"s","to":"v"},{"from":"v","port":"error","to":"e"}]
})json",
            u"runaway"_s);
        QVERIFY(parsed);
        GoldenRun run(std::make_shared<const WorkflowDefinition>(*parsed), Json::object(),
                      makeExpressionEvaluator(), Memory::Cached);
        QElapsedTimer timer;
        timer.start();
        run.play();
        const qint64 elapsed = timer.elapsed();
        QCOMPARE(
            dumpJson(run.account()["output"]),
            std::string(
                R"({"type":"ExpressionError","message":"In “variables.n”: The code ran longer than 250 ms and was stopped. Look for a loop that does not end.","properties":null,"node":"Count"})"));
        QVERIFY2(elapsed >= 250 && elapsed < 10'000, qPrintable(QString::number(elapsed)));
    }

    void aFirstWaitOfNothingIsRefused()
    {
        const auto parsed = parseDefinition(
            R"({"format":1,"name":"Hurry","nodes":[{"id":"s","kind":"start","name":"Start"},
                {"id":"a","kind":"activity","name":"Work",
                    "fields":{"activity":"work","retry":{"maxAttempts":3,"firstInterval":"=input.wait"}}},
                {"id":"e","kind":"end","name":"End","fields":{"output":"=error"}}],
                "edges":[{"from":"s","to":"a"},{"from":"a","port":"error","to":"e"}]})",
            u"hurry"_s);
        QVERIFY(parsed);
        GoldenRun run(std::make_shared<const WorkflowDefinition>(*parsed),
                      *parseJson(R"({"input":{"wait":"0 s"},"activities":{}})"), makeExpressionEvaluator(),
                      Memory::Cached);
        run.play();
        const Json account = run.account();
        QCOMPARE(
            dumpJson(account["output"]),
            std::string(
                R"({"type":"InvalidFieldValue","message":"In “retry.firstInterval”: it must be longer than nothing.","properties":null,"node":"Work"})"));
        // It was not called once.
        QCOMPARE(account["history"].size(), std::size_t(2));
    }

    void aLongLoopGoesOnInANewExecution()
    {
        const auto parsed = parseDefinition(
            R"({"format":1,"name":"Monitor","nodes":[{"id":"s","kind":"start","name":"Start"},
                {"id":"t","kind":"timer","name":"Nap","fields":{"duration":"1 h"}},
                {"id":"v","kind":"set-variables","name":"Count","fields":{"variables":{"n":"=(vars.n ?? 0) + 1"}}},
                {"id":"i","kind":"if","name":"Enough","fields":{"condition":"=vars.n >= input.rounds"}},
                {"id":"e","kind":"end","name":"End","fields":{"output":"=vars.n"}}],
                "edges":[{"from":"s","to":"t"},{"from":"t","to":"v"},{"from":"v","to":"i"},
                {"from":"i","port":"false","to":"t"},{"from":"i","port":"true","to":"e"}]})",
            u"loop"_s);
        QVERIFY(parsed);
        const auto definition = std::make_shared<const WorkflowDefinition>(*parsed);
        Json script = Json::object();
        script["input"]["rounds"] = 450;
        script["steps"] = Json::array({Json::object({{"run", true}})});
        for (const int round : {199, 399}) {
            GoldenRun run(definition, script, makeExpressionEvaluator(), Memory::Cached);
            run.play();
            const Json account = run.account();
            QCOMPARE(account["status"].get<std::string>(), std::string("ContinuedAsNew"));
            const Json &carried = account["next"]["$continued"];
            QCOMPARE(carried["node"].get<std::string>(), std::string("v"));
            QCOMPARE(dumpJson(carried["variables"]), "{\"n\":" + std::to_string(round) + "}");
            QCOMPARE(dumpJson(originalInput(account["next"])), std::string(R"({"rounds":450})"));
            // 200 timers, each created and fired, and the start.
            QCOMPARE(account["history"].size(), std::size_t(2 * 200 + 2));
            script["input"] = account["next"];
        }
        GoldenRun last(definition, script, makeExpressionEvaluator(), Memory::Cached);
        last.play();
        QCOMPARE(dumpJson(last.account()["output"]), std::string("450"));
    }
};

QTEST_GUILESS_MAIN(TestInterpreter)
#include "tst_interpreter.moc"
