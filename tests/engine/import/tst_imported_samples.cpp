// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/EntityInterpreter.h"
#include "engine/definition/Validation.h"
#include "engine/import/JavaScriptImport.h"
#include "engine/orchestration/Task.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/definition/GoldenRun.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QDir samples()
{
    const QString other = qEnvironmentVariable("PERDURA_IMPORT_SAMPLES");
    return QDir(other.isEmpty() ? QStringLiteral(PERDURA_TEST_DATA "/import") : other);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

Json readJson(const QString &path)
{
    return parseJson(contentOf(path).toStdString()).value_or(Json(Json::object()));
}

std::string lineOf(const CodeProblem &problem)
{
    static constexpr std::array words{"error", "warning", "hint"};
    std::string line = std::to_string(problem.line) + ":" + std::to_string(problem.column) + " " +
                       words[std::size_t(problem.severity)] + ": " + problem.message.toStdString();
    if (problem.fix)
        line += " [" + problem.fix->title.toStdString() + "]";
    return line;
}

Json linesOf(const std::vector<CodeProblem> &problems)
{
    Json lines = Json::array();
    for (const CodeProblem &problem : problems)
        lines.push_back(lineOf(problem));
    return lines;
}

/// With every activity of the drawing.
ActivityCatalog catalogOf(const WorkflowDefinition &definition)
{
    std::vector<ActivityInfo> activities;
    for (const Node &node : definition.nodes) {
        if (node.kind == NodeKind::Activity)
            activities.emplace_back().name = node.fields["activity"].get<std::string>();
    }
    std::ranges::sort(activities, {}, &ActivityInfo::name);
    const auto repeated = std::ranges::unique(activities, {}, &ActivityInfo::name);
    activities.erase(repeated.begin(), repeated.end());
    return ActivityCatalog(std::move(activities));
}

Json faultsOf(const WorkflowDefinition &definition)
{
    Json faults = Json::array();
    const auto evaluator = makeExpressionEvaluator();
    for (const Problem &problem : validate(definition, catalogOf(definition), evaluator.get())) {
        if (problem.severity == Problem::Severity::Error)
            faults.push_back(problem.code + " " + (problem.node ? problem.node->value : "") + " " +
                             problem.message.toStdString());
    }
    return faults;
}

/// The calls of an entity, one after the other: "put 3 gives null, keeps 3".
Json callsOf(const WorkflowDefinition &definition, const Json &calls)
{
    const EntityFunction function = makeEntityInterpreter(
        std::make_shared<const WorkflowDefinition>(definition), makeExpressionEvaluator());
    Json state;
    Json told = Json::array();
    for (const Json &call : calls) {
        EntityMessage message{.entity = {definition.name, "one"},
                              .operation = call["operation"].get<std::string>()};
        message.input = call.value("input", Json());
        const OrchestrationLimits limits;
        const NewInstanceId newId = [] { return InstanceId(std::string("new")); };
        EntityContext context(message, state, *instantFromIso("2026-11-27T08:00:00Z"), limits, newId);
        std::string line = message.operation + " " + dumpJson(message.input);
        try {
            function(context);
            const EntityEffects effects = context.takeEffects();
            state = effects.state.value_or(state);
            line += " gives " + dumpJson(effects.result);
        } catch (const TaskFailedException &exception) {
            line += " fails: " + exception.failure().errorMessage;
        }
        told.push_back(line + ", keeps " + dumpJson(state));
    }
    return told;
}

Json runsOf(const WorkflowDefinition &definition, const Json &runs)
{
    Json accounts = Json::object();
    const auto shared = std::make_shared<const WorkflowDefinition>(definition);
    for (const auto &[name, script] : runs.items()) {
        test::GoldenRun run(shared, script, makeExpressionEvaluator(), test::Memory::Replayed);
        run.play();
        accounts[name] = run.account();
    }
    return accounts;
}

/// All there is to tell of a file: what the import says, what is left once its fixes are in, and what the
/// drawings do.
Json accountOf(const QString &path, const Json &script)
{
    const QString text = QString::fromUtf8(contentOf(path));
    const QString fileName = QFileInfo(path).fileName();
    const ImportedCode first = readJavaScript(text, fileName);
    const ImportedCode fixed = readJavaScript(applyFixes(text, first.problems), fileName);
    Json account = Json::object();
    account["problems"] = linesOf(first.problems);
    account["afterFixes"] = linesOf(fixed.problems);
    account["drawings"] = Json::array();
    for (const WorkflowDefinition &definition : fixed.definitions) {
        Json drawing = Json::object();
        drawing["drawing"] = *parseJson(definitionText(definition).toStdString());
        drawing["faults"] = faultsOf(definition);
        if (definition.kind == DefinitionKind::Entity)
            drawing["calls"] = callsOf(definition, script.value("calls", Json(Json::array())));
        else
            drawing["runs"] = runsOf(definition, script.value("runs", Json(Json::object())));
        account["drawings"].push_back(std::move(drawing));
    }
    return account;
}

} // namespace

/// Imports every tests/data/import/*.js, applies the fixes, imports what comes of it and plays the runs of
/// NAME.script.json; compares with NAME.expected.json. With PERDURA_WRITE_EXPECTED set it writes the expected
/// files anew instead; read what changed. PERDURA_IMPORT_SAMPLES names another folder.
class TestImportedSamples : public QObject
{
    Q_OBJECT

private slots:
    void readsAsExpected_data()
    {
        QTest::addColumn<QString>("path");
        for (const QString &name : samples().entryList({u"*.js"_s}, QDir::Files, QDir::Name))
            QTest::newRow(qPrintable(name)) << samples().filePath(name);
    }
    void readsAsExpected()
    {
        QFETCH(const QString, path);
        const QString stem = path.chopped(3);
        const std::string told = prettyJson(accountOf(path, readJson(stem + u".script.json"_s)));
        if (qEnvironmentVariableIsSet("PERDURA_WRITE_EXPECTED")) {
            QFile file(stem + u".expected.json"_s);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(told) + '\n');
        }
        const auto lines = [](const std::string &text) { return QString::fromStdString(text).split(u'\n'); };
        QCOMPARE(lines(told), lines(prettyJson(readJson(stem + u".expected.json"_s))));
    }

    void drawingsOfSamplesHaveNoFaults_data() { readsAsExpected_data(); }
    void drawingsOfSamplesHaveNoFaults()
    {
        QFETCH(const QString, path);
        const ImportedCode imported =
            readJavaScript(QString::fromUtf8(contentOf(path)), QFileInfo(path).fileName());
        for (const WorkflowDefinition &definition : imported.definitions) {
            QCOMPARE(dumpJson(faultsOf(definition)), std::string("[]"));
            // What is written to a file and read again is the same.
            const auto again = parseDefinition(definitionText(definition), u"again"_s);
            QVERIFY2(again, again ? "" : qPrintable(again.error().message));
            QCOMPARE(definitionText(*again), definitionText(definition));
        }
    }
};

QTEST_GUILESS_MAIN(TestImportedSamples)
#include "tst_imported_samples.moc"
