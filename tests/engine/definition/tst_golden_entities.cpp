// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/EntityInterpreter.h"
#include "engine/orchestration/Task.h"
#include "engine/script/JsExpressionEvaluator.h"

#include <QDir>
#include <QFile>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QDir cases()
{
    return QDir(QStringLiteral(PERDURA_TEST_DATA "/entities"));
}

Json readJson(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return nullptr;
    return parseJson(file.readAll().toStdString()).value_or(Json());
}

/// An entity that keeps its state from one call to the next.
class GoldenEntity
{
public:
    GoldenEntity(const WorkflowDefinition &definition, std::string key)
        : m_id{definition.name, std::move(key)}
        , m_function(makeEntityInterpreter(std::make_shared<const WorkflowDefinition>(definition),
                                           makeExpressionEvaluator()))
    {}

    /// {"operation", "result" or "failure", "state", "sent"?, "starts"?}
    [[nodiscard]] Json call(const Json &call)
    {
        EntityMessage message{.entity = m_id, .operation = call["operation"].get<std::string>()};
        message.input = call.value("input", Json());
        const OrchestrationLimits limits;
        const NewInstanceId newId = [] { return InstanceId(std::string("new")); };
        EntityContext context(message, m_state, *instantFromIso("2026-11-27T08:00:00Z"), limits, newId);
        Json told = Json::object();
        told["operation"] = message.operation;
        try {
            m_function(context);
            tell(told, context.takeEffects());
        } catch (const TaskFailedException &exception) {
            told["failure"] = exception.failure().errorMessage;
        }
        told["state"] = m_state;
        return told;
    }

private:
    void tell(Json &told, const EntityEffects &effects)
    {
        told["result"] = effects.result;
        for (const EntityMessage &sent : effects.sent)
            told["sent"].push_back(toText(sent.entity) + ' ' + sent.operation + ' ' + dumpJson(sent.input) +
                                   (sent.due ? " at " + toIso(*sent.due) : std::string()));
        for (const EntityStart &start : effects.starts)
            told["starts"].push_back(start.name + ' ' + start.instance.value + ' ' + dumpJson(start.input));
        m_state = effects.state.value_or(m_state);
    }

    EntityId m_id;
    EntityFunction m_function;
    Json m_state;
};

} // namespace

/// Plays every folder of tests/data/entities: the calls of script.json, one after the other, and compares
/// with expected.json. With PERDURA_WRITE_EXPECTED set it writes the expected files anew instead; read what
/// changed.
class TestGoldenEntities : public QObject
{
    Q_OBJECT

private slots:
    void answersAsExpected_data()
    {
        QTest::addColumn<QString>("folder");
        for (const QString &name : cases().entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name))
            QTest::newRow(qPrintable(name)) << cases().filePath(name);
    }
    void answersAsExpected()
    {
        QFETCH(const QString, folder);
        const auto definition = loadDefinition(folder + u"/definition.workflow.json"_s);
        QVERIFY2(definition, definition ? "" : qPrintable(definition.error().message));
        const Json script = readJson(folder + u"/script.json"_s);
        QVERIFY(script.is_object());
        GoldenEntity entity(*definition, script["key"].get<std::string>());
        Json account = Json::array();
        for (const Json &call : script["calls"])
            account.push_back(entity.call(call));
        const std::string told = prettyJson(account);
        const QString path = folder + u"/expected.json"_s;
        if (qEnvironmentVariableIsSet("PERDURA_WRITE_EXPECTED")) {
            QFile file(path);
            QVERIFY(file.open(QIODevice::WriteOnly));
            file.write(QByteArray::fromStdString(told) + '\n');
        }
        const auto lines = [](const std::string &text) { return QString::fromStdString(text).split(u'\n'); };
        QCOMPARE(lines(told), lines(prettyJson(readJson(path))));
    }
};

QTEST_GUILESS_MAIN(TestGoldenEntities)
#include "tst_golden_entities.moc"
