// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"
#include "tests/engine/definition/RandomDrawing.h"
#include "tests/engine/export/ExportedRun.h"
#include "tests/support/RandomSizes.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return parseJson(file.readAll().toStdString()).value_or(Json());
}

QStringList lines(const Json &account)
{
    return QString::fromStdString(prettyJson(account)).split(u'\n');
}

/// What the engine and the exported code make of the drawing must be the same.
void compare(const WorkflowDefinition &drawing, const Json &script)
{
    WorkflowDefinition named = drawing;
    named.name = "Test"; // as the orchestration of a GoldenRun is called
    const ExportedRun exported({named});
    const auto there = exported.play(script);
    QVERIFY2(there, there ? "" : qPrintable(there.error().message));
    GoldenRun here(std::make_shared<const WorkflowDefinition>(named), script, makeExpressionEvaluator(),
                   Memory::Cached);
    here.play();
    QCOMPARE(lines(withoutStandIns(*there)), lines(comparable(here.account())));
}

/// What happens around a random drawing: work that fails at times, events that come at some time.
Json randomScript(quint32 seed)
{
    std::mt19937 random(seed);
    const auto number = [&random](quint32 most) { return int(random() % most); };
    Json script{{"activities", {{"script", Json::array()}, {"notify", Json::array()}}},
                {"steps", Json::array()}};
    for (int i = 0; i < 60; ++i) {
        const Json answer = number(4) == 0 ? Json{{"error", "Bad luck."}, {"type", "BadLuck"}}
                                           : Json{{"result", {{"v", number(9)}}}};
        script["activities"]["script"].push_back(answer);
    }
    script["activities"]["notify"].push_back({{"result", nullptr}});
    for (int i = 0; i < 10; ++i) {
        if (number(3) == 0)
            script["steps"].push_back({{"raise", number(2) == 0 ? "A" : "B"}, {"payload", i}});
        else
            script["steps"].push_back({{"advance", std::to_string(1 + number(6)) + " s"}});
    }
    script["steps"].push_back({{"run", true}});
    return script;
}

} // namespace

/// Runs the code of drawings and the drawings themselves, and compares what comes of it.
class TestExportedRuns : public QObject
{
    Q_OBJECT

private slots:
    void theCodeDoesWhatTheDrawingSays_data()
    {
        QTest::addColumn<QString>("folder");
        const QDir cases(QStringLiteral(PERDURA_TEST_DATA "/workflows"));
        for (const QString &name : cases.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << cases.filePath(name);
    }
    void theCodeDoesWhatTheDrawingSays()
    {
        QFETCH(QString, folder);
        const auto drawing = loadDefinition(folder + u"/definition.workflow.json"_s);
        QVERIFY2(drawing, drawing ? "" : qPrintable(drawing.error().message));
        compare(*drawing, readJson(folder + u"/script.json"_s));
    }

    void theCodeOfRandomDrawingsToo_data()
    {
        QTest::addColumn<quint32>("seed");
        const int count = timesAsMany(fewerWhenSanitized(150));
        for (int i = 1; i <= count; ++i) {
            const auto seed = quint32(seedShift() + std::uint64_t(i));
            QTest::addRow("%u", seed) << seed;
        }
    }
    void theCodeOfRandomDrawingsToo()
    {
        QFETCH(quint32, seed);
        compare(RandomDrawing(seed).draw(), randomScript(seed));
    }
};

QTEST_GUILESS_MAIN(TestExportedRuns)

#include "tst_exported_runs.moc"
