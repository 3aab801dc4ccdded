// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/InterpreterRun.h"

#include "engine/definition/JsonSchema.h"
#include "engine/definition/LoopLength.h"
#include "engine/definition/NodeSteps.h"
#include "engine/definition/UndoList.h"

#include <QtGlobal>

#include <optional>

namespace perdura {

namespace {

// Far more than any drawing needs between two waits, and few enough to be through in a moment.
constexpr int maxStepsWithoutWait = 10'000;

// A result that came about once must come about again on a slower machine.
constexpr auto replayTimeLimit = std::chrono::seconds(10);

// The only member of an input that an execution was given by the one before.
constexpr auto carriedOverMember = "$continued";

FailureDetails failureWith(std::string type, std::string message)
{
    FailureDetails failure;
    failure.errorType = std::move(type);
    failure.errorMessage = std::move(message);
    return failure;
}

Json instanceFacts(const OrchestrationContext &context)
{
    Json facts = Json::object();
    facts["id"] = context.instanceId().value;
    facts["name"] = context.name();
    facts["version"] = context.version().value;
    return facts;
}

bool isCarriedOver(const Json &input)
{
    return input.is_object() && input.size() == 1 && input.begin().key() == carriedOverMember &&
           input.front().is_object();
}

} // namespace

Json originalInput(const Json &input)
{
    return isCarriedOver(input) ? input[carriedOverMember].value("input", Json()) : input;
}

InterpreterRun::InterpreterRun(std::shared_ptr<const WorkflowDefinition> definition,
                               std::shared_ptr<ExpressionEvaluator> evaluator, FlowObserver *observer,
                               OrchestrationContext &context)
    : m_definition(std::move(definition))
    , m_index(*m_definition)
    , m_evaluator(std::move(evaluator))
    , m_observer(observer)
    , m_context(context)
{}

Task<Json> InterpreterRun::start()
{
    const Node *entry = m_index.entry(nullptr);
    if (!entry)
        return Task<Json>::failed(failureWith("InvalidDefinition", "The workflow needs exactly one Start."));
    if (const Json &given = m_context.input(); isCarriedOver(given))
        return resume(given[carriedOverMember]);
    Json input = applyDefaults(m_context.input(), m_definition->inputSchema);
    // Whoever starts a workflow from outside is told at once; another instance that starts it is not.
    const auto violations = schemaViolations(input, m_definition->inputSchema, {.nameFields = true});
    if (!violations.empty()) {
        FailureDetails failure = failureWith("InvalidInput", "The input does not fit: " +
                                                                 violations.front().message.toStdString());
        failure.isNonRetriable = true;
        return Task<Json>::failed(std::move(failure));
    }
    return walk(std::make_shared<FlowScope>(input, instanceFacts(m_context)), entry, input);
}

Task<Json> InterpreterRun::resume(const Json &carriedOver)
{
    const Node *node = m_index.find(NodeId(carriedOver.value("node", "")));
    if (!node || node->parent) {
        return Task<Json>::failed(failureWith(
            "InvalidInput", "The input is that of a workflow that goes on in a new execution, but "
                            "it does not fit this workflow."));
    }
    const auto scope = std::make_shared<FlowScope>(Json(), instanceFacts(m_context));
    scope->restore(carriedOver);
    return walk(scope, node, carriedOver.value("last", Json()));
}

bool InterpreterRun::continuesAsNew(const Node &node, const FlowScope &scope, const Json &last)
{
    if (!scope.isOutermost() || m_visited.insert(&node).second || m_waits < waitsBeforeNewExecution)
        return false;
    Json carried = scope.carriedOver();
    carried["node"] = node.id.value;
    carried["last"] = last;
    Json input = Json::object();
    input[carriedOverMember] = std::move(carried);
    m_context.continueAsNew(std::move(input), true, VersionId());
    return true;
}

Task<Json> InterpreterRun::walk(std::shared_ptr<FlowScope> scope, const Node *node, Json last)
{
    const auto self = shared_from_this();
    auto waitsSeen = m_waits;
    int steps = 0;
    while (true) {
        steps = waitsSeen == m_waits ? steps + 1 : 1;
        waitsSeen = m_waits;
        if (steps > maxStepsWithoutWait) {
            m_isRunaway = true;
            throw TaskFailedException(failureWith(
                "LoopWithoutWait", "At “" + node->name + "” the workflow had run " +
                                       std::to_string(maxStepsWithoutWait) +
                                       " steps without a wait; put a timer or an activity into the loop."));
        }
        if (continuesAsNew(*node, *scope, last))
            co_return Json();
        enter(*node, *scope);
        Step step;
        std::optional<FailureDetails> failure;
        try {
            if (isImmediate(node->kind)) {
                step = immediateStep(*self, *scope, *node, last);
            } else {
                const Task<Step> waiting = guardedStep(self, scope, *node, last);
                step = co_await waiting;
            }
        } catch (const TaskFailedException &exception) {
            failure = exception.failure();
        }
        if (scope->isStopped())
            co_return Json();
        if (failure) {
            routeFailure(*node, *scope, *failure);
            step = {"error", scope->value("error") ? *scope->value("error") : Json()};
        } else {
            leave(*node, *scope, step);
            noteUndo(*node, scope, step.output);
            last = std::move(step.output);
        }
        const Node *next = step.port.empty() ? nullptr : m_index.target(node->id, step.port);
        if (!next)
            co_return last;
        node = next;
    }
}

const Node &InterpreterRun::entryOf(const Node &container) const
{
    const Node *entry = m_index.entry(&container);
    if (!entry)
        FieldValues::refuse("steps", "there must be exactly one node inside that no edge leads to.");
    return *entry;
}

Task<Json> InterpreterRun::walkInside(std::shared_ptr<FlowScope> scope, std::shared_ptr<FlowScope> inner,
                                      const Node *container, Json last)
{
    std::optional<FailureDetails> failure;
    Json result;
    try {
        const Task<Json> steps = walk(inner, &entryOf(*container), std::move(last));
        result = co_await steps;
    } catch (const TaskFailedException &exception) {
        failure = exception.failure();
    }
    // What ends after it was given up has nothing to say any more.
    if (!inner->isStopped() || scope->isStopped())
        scope->adoptVariables(*inner);
    if (failure)
        throw TaskFailedException(std::move(*failure));
    co_return result;
}

/// A node that has done its work inside a scope, and has steps that undo it.
void InterpreterRun::noteUndo(const Node &node, const std::shared_ptr<FlowScope> &scope,
                              const Json &output) const
{
    if (!scope->undoList())
        return;
    if (const Node *first = m_index.target(node.id, "undo"))
        scope->undoList()->add({first, scope, output});
}

FieldValues InterpreterRun::fields(const Node &node, const FlowScope &scope) const
{
    ExpressionLimits limits;
    if (m_context.isReplaying())
        limits.time = replayTimeLimit;
    return FieldValues(node, scope, *m_evaluator, limits);
}

Origin InterpreterRun::originOf(const Node &node, const FlowScope &scope)
{
    return {node.id.value, scope.iteration()};
}

void InterpreterRun::reportWait(const Node &node, const FlowScope &scope, const std::string &reason) const
{
    if (m_observer)
        m_observer->nodeWaits(node.id, scope.iteration(), reason);
}

void InterpreterRun::enter(const Node &node, FlowScope &scope) const
{
    scope.setNow(toIso(m_context.now()));
    if (m_observer)
        m_observer->nodeEntered(node.id, scope.iteration(), m_context.now());
}

void InterpreterRun::leave(const Node &node, FlowScope &scope, const Step &step) const
{
    scope.setOutput(node.name, step.output);
    if (m_observer)
        m_observer->nodeLeft(node.id, scope.iteration(), step.port, m_context.now(), step.output);
}

/// Puts the failure into the scope when the drawing handles it, throws it on otherwise.
void InterpreterRun::routeFailure(const Node &node, FlowScope &scope, const FailureDetails &failure) const
{
    if (m_observer)
        m_observer->nodeFailed(node.id, scope.iteration(), m_context.now(), failure);
    if (m_isRunaway || !m_index.target(node.id, "error"))
        throw TaskFailedException(failureOf(node, failure));
    Json error = errorValue(node, failure);
    if (m_observer)
        m_observer->nodeLeft(node.id, scope.iteration(), "error", m_context.now(), error);
    scope.setError(std::move(error));
}

/// The failure as it leaves the flow: says at which node. A Fail speaks for itself.
FailureDetails InterpreterRun::failureOf(const Node &node, const FailureDetails &cause) const
{
    FailureDetails failure = cause;
    if (node.kind != NodeKind::Fail && !m_isRunaway) {
        failure.errorMessage = "“" + node.name + "” failed: " + cause.errorMessage;
        if (!cause.inner)
            failure.inner =
                std::make_shared<const FailureDetails>(failureWith(cause.errorType, cause.errorMessage));
    }
    return failure;
}

} // namespace perdura
