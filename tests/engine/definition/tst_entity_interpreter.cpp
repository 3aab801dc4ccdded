// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/EntityInterpreter.h"
#include "engine/definition/Validation.h"
#include "engine/orchestration/Task.h"
#include "engine/script/JsExpressionEvaluator.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto account = R"({"format":1,"kind":"entity","name":"Account",
  "nodes":[
    {"id":"add","kind":"operation","name":"Add"},
    {"id":"low","kind":"if","name":"Too low","fields":{"condition":"=(state?.balance ?? 0) + input < 0"}},
    {"id":"no","kind":"fail","name":"Refuse","fields":{"message":"=`${entity.key} has not enough`","errorType":"Overdrawn"}},
    {"id":"set","kind":"set-state","name":"Book","fields":{"state":{"balance":"=(state?.balance ?? 0) + input"}}},
    {"id":"tell","kind":"entity-signal","name":"Tell","fields":{"entity":"audit","key":"all","operation":"note","input":{"who":"=entity.key","balance":"=state.balance"}}},
    {"id":"end","kind":"end","name":"Balance","fields":{"output":"=state.balance"}},
    {"id":"get","kind":"operation","name":"get"},
    {"id":"have","kind":"end","name":"Have","fields":{"output":"=state === null ? 0 : state.balance"}},
    {"id":"start","kind":"operation","name":"ship"},
    {"id":"ship","kind":"start-instance","name":"Ship","fields":{"workflow":"Ship order","input":"=input","instanceId":"='ship-'+entity.key"}},
    {"id":"spin","kind":"operation","name":"spin"},
    {"id":"v","kind":"set-variables","name":"Round","fields":{"variables":{"n":1}}},
    {"id":"n","kind":"note","name":"Why","fields":{"text":"Kept per customer."}}
  ],
  "edges":[{"from":"add","to":"low"},{"from":"low","port":"true","to":"no"},{"from":"low","port":"false","to":"set"},
    {"from":"set","to":"tell"},{"from":"tell","to":"end"},{"from":"get","to":"have"},{"from":"start","to":"ship"},
    {"from":"spin","to":"v"},{"from":"v","to":"v"}]})";

WorkflowDefinition parsed(const char *text)
{
    const auto definition = parseDefinition(text, u"entity"_s);
    return definition ? *definition : WorkflowDefinition();
}

/// One operation on the drawn account of anna.
struct Call
{
    explicit Call(const char *operation, Json input = nullptr, const Json &state = nullptr)
    {
        static const auto function = makeEntityInterpreter(
            std::make_shared<const WorkflowDefinition>(parsed(account)), makeExpressionEvaluator());
        const EntityMessage message{
            .entity = {"account", "anna"}, .operation = operation, .input = std::move(input)};
        const OrchestrationLimits limits;
        const NewInstanceId newId = [] { return InstanceId(std::string("new")); };
        EntityContext context(message, state, *instantFromIso("2026-11-27T08:00:00Z"), limits, newId);
        try {
            function(context);
            effects = context.takeEffects();
        } catch (const TaskFailedException &exception) {
            failure = exception.failure();
        }
    }

    EntityEffects effects;
    std::optional<FailureDetails> failure;
};

std::string text(const Json &json)
{
    return dumpJson(json);
}

} // namespace

class TestEntityInterpreter : public QObject
{
    Q_OBJECT

private slots:
    void isADrawingWithoutProblems()
    {
        const WorkflowDefinition definition = parsed(account);
        QVERIFY(definition.kind == DefinitionKind::Entity);
        const auto problems = validate(definition, ActivityCatalog(std::vector<ActivityInfo>()));
        QCOMPARE(problems.size(), std::size_t(1)); // the loop of “spin”, which is meant
        QCOMPARE(problems.front().code, std::string("loop.noWait"));
        const QByteArray text = definitionText(definition);
        QCOMPARE(definitionText(parsed(text.constData())), text);
    }

    void anOperationChangesTheStateAndAnswers()
    {
        const Call call("add", 5, {{"balance", 10}});
        QVERIFY(!call.failure);
        QCOMPARE(text(*call.effects.state), std::string(R"({"balance":15})"));
        QCOMPARE(text(call.effects.result), std::string("15"));
        QCOMPARE(call.effects.sent.size(), std::size_t(1));
        QCOMPARE(toText(call.effects.sent.front().entity), std::string("@audit@all"));
        QCOMPARE(text(call.effects.sent.front().input), std::string(R"({"who":"anna","balance":15})"));
    }

    void stateIsMadeOnDemandAndNamesHaveAnyCase()
    {
        QCOMPARE(text(*Call("ADD", 3).effects.state), std::string(R"({"balance":3})"));
    }

    void readingChangesNothing()
    {
        const Call call("get");
        QVERIFY(!call.effects.state);
        QCOMPARE(text(call.effects.result), std::string("0"));
    }

    void aFailSpeaksForItself()
    {
        const Call call("add", -1);
        QCOMPARE(call.failure->errorType, std::string("Overdrawn"));
        QCOMPARE(call.failure->errorMessage, std::string("anna has not enough"));
    }

    void anInstanceIsStarted()
    {
        const Call call("ship", {{"order", 7}});
        QCOMPARE(call.effects.starts.size(), std::size_t(1));
        QCOMPARE(call.effects.starts.front().name, std::string("Ship order"));
        QCOMPARE(call.effects.starts.front().instance.value, std::string("ship-anna"));
        QCOMPARE(text(call.effects.result), std::string(R"({"instanceId":"ship-anna"})"));
    }

    void deleteNeedNotBeDrawn()
    {
        QCOMPARE(text(*Call("delete", nullptr, {{"balance", 10}}).effects.state), std::string("null"));
    }

    void anUnknownOperationFails()
    {
        QCOMPARE(Call("fly").failure->errorType, std::string("EntityOperationNotFound"));
    }

    void anEndlessLoopIsStopped()
    {
        QCOMPARE(Call("spin").failure->errorMessage,
                 std::string("At “Round” the operation had run 10000 steps without an end."));
    }

    void whatWaitsIsNoPartOfAnEntity()
    {
        const WorkflowDefinition definition = parsed(
            R"({"format":1,"kind":"entity","name":"E","nodes":[{"id":"o","kind":"operation","name":"o"},
                {"id":"t","kind":"timer","name":"Nap","fields":{"duration":"1 h"}}],"edges":[{"from":"o","to":"t"}]})");
        const auto problems = validate(definition, ActivityCatalog(std::vector<ActivityInfo>()));
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(problems.front().code, std::string("node.kind"));
        QCOMPARE(problems.front().message, u"An entity cannot wait, so it has no “Timer”; delete it."_s);
    }
};

QTEST_GUILESS_MAIN(TestEntityInterpreter)
#include "tst_entity_interpreter.moc"
