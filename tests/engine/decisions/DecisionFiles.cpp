// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/decisions/DecisionFiles.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/decisions/ExpressionTable.h"
#include "tests/engine/decisions/RecordedHistory.h"
#include "tests/engine/definition/GoldenRun.h"

#include <QCryptographicHash>

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

std::string digest(const QByteArray &bytes)
{
    return QCryptographicHash::hash(bytes, QCryptographicHash::Sha256).toHex().toStdString();
}

std::string shortDigest(const Json &decisions)
{
    return digest(QByteArray::fromStdString(dumpJson(decisions))).substr(0, 16);
}

/// Plays and decides; one evaluator serves all workflows, as in a hub.
class Recorder
{
public:
    explicit Recorder(Memory memory)
        : m_memory(memory)
    {}

    /// `committed` is what the file has of this case, if anything.
    [[nodiscard]] Json record(const DecisionCase &run, const Json &committed) const
    {
        const WorkflowDefinition definition = loadDefinition(sourcePath(run.definition)).value();
        const History history = played(definition, run.script);
        Json record = Json::object();
        record["definition"] = run.definition.toStdString();
        record["content"] = digest(definitionText(definition));
        record["history"] = packedHistory(history);
        const History decided = committed.is_null() ? history : unpackedHistory(committed["history"]);
        record["turns"] = decisionsOf(definition, m_evaluator, decided, m_memory);
        return record;
    }

private:
    [[nodiscard]] History played(const WorkflowDefinition &definition, const Json &script) const
    {
        GoldenRun run(std::make_shared<const WorkflowDefinition>(definition), script, m_evaluator, m_memory);
        run.play();
        return run.history();
    }

    Memory m_memory;
    std::shared_ptr<ExpressionEvaluator> m_evaluator = makeExpressionEvaluator();
};

} // namespace

std::map<QString, QByteArray> decisionFiles(Memory memory, Histories histories)
{
    const auto committed = [histories](const QString &file) {
        return histories == Histories::Committed ? sourceJson(u"tests/data/decisions/"_s + file) : Json();
    };
    const Recorder recorder(memory);
    std::map<QString, QByteArray> files;
    const auto write = [&files](const QString &file, const Json &content) {
        files[file] = QByteArray::fromStdString(prettyJson(content)) + '\n';
    };
    for (const DecisionCase &run : templateCases()) {
        const QString file = run.name + u".json"_s;
        write(file, recorder.record(run, committed(file)));
    }
    const QString goldenFile = u"golden-runs.json"_s;
    const Json goldenRuns = committed(goldenFile);
    Json golden = Json::object();
    for (const DecisionCase &run : goldenCases()) {
        const std::string name = run.name.toStdString();
        Json told = recorder.record(run, goldenRuns.is_null() ? Json() : goldenRuns.value(name, Json()));
        for (Json &turn : told["turns"])
            turn = shortDigest(turn);
        golden[name] = std::move(told);
    }
    write(goldenFile, golden);
    files[u"expressions.txt"_s] = expressionTable();
    return files;
}

} // namespace perdura::test
