// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/definition/GoldenRun.h"

#include "engine/core/EntityId.h"
#include "engine/definition/Interpreter.h"

#include <QTest>

#include <algorithm>

namespace perdura::test {

namespace {

class CallScope final : public ExpressionScope
{
public:
    explicit CallScope(const Json &input)
        : m_input(std::make_shared<const Json>(input))
    {}
    std::shared_ptr<const Json> value(const std::string &name) const override
    {
        return name == "input" ? m_input : nullptr;
    }
    std::shared_ptr<const Json> nodeOutput(const std::string &) const override { return nullptr; }
    std::vector<std::string> nodeNames() const override { return {}; }

private:
    std::shared_ptr<const Json> m_input;
};

} // namespace

GoldenRun::GoldenRun(std::shared_ptr<const WorkflowDefinition> definition, const Json &script,
                     std::shared_ptr<ExpressionEvaluator> evaluator, Memory memory)
    : m_definition(std::move(definition))
    , m_script(script)
    , m_evaluator(std::move(evaluator))
    , m_driver(makeInterpreter(m_definition, m_evaluator), memory)
{
    for (const auto &[name, answers] : m_script["activities"].items())
        m_driver.onActivity(name, [this](const ScheduleTask &call) { return answerCall(call); });
}

ActivityAnswer GoldenRun::answerCall(const ScheduleTask &call)
{
    const Json &answers = m_script["activities"][call.name];
    if (answers.contains("code")) {
        if (!m_sandbox)
            m_sandbox = std::make_unique<JsSandbox>(std::make_shared<Watchdog>());
        return m_sandbox->runFunction(call.input["code"].get<std::string>(), call.input["input"], {});
    }
    if (answers.is_object())
        return m_evaluator->evaluate(answers["expression"].get<std::string>(), CallScope(call.input), {});
    const std::size_t index = std::min(m_callsAnswered[call.name]++, answers.size() - 1);
    const Json &answer = answers[index];
    if (!answer.contains("error"))
        return answer["result"];
    FailureDetails failure;
    failure.errorType = answer.value("type", "TestFailure");
    failure.errorMessage = answer["error"].get<std::string>();
    return tl::unexpected(failure);
}

void GoldenRun::play()
{
    m_driver.start(m_script.value("input", Json()));
    m_driver.runUntilIdle();
    for (const Json &step : m_script.value("steps", Json(Json::array())))
        playStep(step);
}

void GoldenRun::playStep(const Json &step)
{
    // What comes after the end, a hub would refuse.
    if (m_driver.completion())
        return;
    if (step.contains("raise"))
        m_driver.raise(step["raise"].get<std::string>(), step.value("payload", Json()));
    else if (step.contains("answer"))
        answerHumanTask(step);
    else if (step.contains("child") || step.contains("childFails"))
        answerChild(step);
    else if (step.contains("entity"))
        m_driver.post(EntityOperationCompleted{openEvent<EntityOperationCalled, EntityOperationCompleted>(),
                                               step["entity"]});
    else if (step.contains("lock"))
        m_driver.post(EntityLockGranted{openEvent<EntityLockRequested, EntityLockGranted>()});
    else if (step.contains("complete") || step.contains("fail"))
        answerTask(step);
    else if (step.contains("advance"))
        m_driver.advance(*parseDuration(step["advance"].get<std::string>()));
    else
        m_driver.run();
    m_driver.runUntilIdle();
}

/// The number of the oldest question that has no answer yet.
template <typename Asked, typename... Answered>
SequenceNumber GoldenRun::openEvent() const
{
    for (const HistoryEvent &event : m_driver.history()) {
        if (!event.as<Asked>())
            continue;
        const bool isAnswered = std::ranges::any_of(m_driver.history(), [&event](const HistoryEvent &other) {
            const auto answers = [&event](const auto *answer) {
                return answer && answer->taskId == event.eventId;
            };
            return (answers(other.as<Answered>()) || ...);
        });
        if (!isAnswered)
            return event.eventId;
    }
    return -1;
}

void GoldenRun::answerTask(const Json &step)
{
    const Json &which = step.contains("complete") ? step["complete"] : step["fail"];
    const SequenceNumber task = which.is_number() ? which.get<SequenceNumber>()
                                                  : openEvent<TaskScheduled, TaskCompleted, TaskFailed>();
    if (step.contains("complete"))
        return m_driver.post(TaskCompleted{task, step["result"]});
    FailureDetails failure;
    failure.errorType = step.value("type", "TestFailure");
    failure.errorMessage = step["error"].get<std::string>();
    m_driver.post(TaskFailed{task, std::move(failure)});
}

void GoldenRun::answerChild(const Json &step)
{
    const SequenceNumber child =
        openEvent<SubOrchestrationCreated, SubOrchestrationCompleted, SubOrchestrationFailed>();
    QVERIFY2(child >= 0, "the script answers a child that was never started");
    if (step.contains("child"))
        return m_driver.post(SubOrchestrationCompleted{child, step["child"]});
    FailureDetails failure;
    failure.errorType = "SubOrchestrationFailed";
    failure.errorMessage = step["childFails"].get<std::string>();
    m_driver.post(SubOrchestrationFailed{child, std::move(failure)});
}

void GoldenRun::answerHumanTask(const Json &step)
{
    HumanTaskAnswered answer;
    for (const HistoryEvent &event : m_driver.history()) {
        const Node *node = m_definition->find(NodeId(event.origin.node));
        if (event.as<HumanTaskCreated>() && node && step["answer"] == node->name)
            answer.taskId = event.eventId;
    }
    QVERIFY2(answer.taskId >= 0, "the script answers a task that was never opened");
    answer.outcome = step["outcome"].get<std::string>();
    answer.form = step.value("form", Json(Json::object()));
    answer.comment = step.value("comment", "");
    answer.answeredBy = step.value("by", "ada");
    m_driver.post(answer);
}

Json GoldenRun::account() const
{
    Json account = Json::object();
    const ExecutionCompleted *completion = m_driver.completion();
    account["status"] =
        std::string(statusName(completion ? completion->status : OrchestrationStatus::Running));
    if (completion && completion->failure)
        account["failure"] = toJson(*completion->failure);
    else if (completion)
        account["output"] = completion->result;
    if (const ContinuedAsNew *next = m_driver.continuation()) {
        account["status"] = "ContinuedAsNew";
        account["next"] = next->input;
    }
    if (!m_driver.customStatus().is_null())
        account["customStatus"] = m_driver.customStatus();
    account["history"] = Json::array();
    for (const HistoryEvent &event : m_driver.history()) {
        if (auto line = historyLine(event, *m_definition); !line.empty())
            account["history"].push_back(std::move(line));
    }
    return account;
}

std::string historyLine(const HistoryEvent &event, const WorkflowDefinition &definition)
{
    if (event.as<OrchestratorStarted>() || event.as<OrchestratorCompleted>())
        return {};
    std::string line(eventTypeName(event.data));
    if (event.eventId >= 0)
        line += " #" + std::to_string(event.eventId);
    const auto add = [&line](const std::string &text) { line += ' ' + text; };
    if (const auto *scheduled = event.as<TaskScheduled>()) {
        add(scheduled->name);
        if (scheduled->attempt > 1)
            add("attempt " + std::to_string(scheduled->attempt));
        add(dumpJson(scheduled->input));
    } else if (const auto *completed = event.as<TaskCompleted>()) {
        add("of #" + std::to_string(completed->taskId) + ' ' + dumpJson(completed->result));
    } else if (const auto *failed = event.as<TaskFailed>()) {
        add("of #" + std::to_string(failed->taskId) + ' ' + failed->failure.errorMessage);
    } else if (const auto *timer = event.as<TimerCreated>()) {
        add(timer->purpose);
    } else if (const auto *fired = event.as<TimerFired>()) {
        add("of #" + std::to_string(fired->timerId));
    } else if (const auto *raised = event.as<EventRaised>()) {
        add(raised->name + ' ' + dumpJson(raised->input));
    } else if (const auto *opened = event.as<HumanTaskCreated>()) {
        add(opened->request.title + " for " + opened->request.asked());
    } else if (const auto *child = event.as<SubOrchestrationCreated>()) {
        add(child->name + ' ' + child->instance.value + ' ' + dumpJson(child->input));
    } else if (const auto *sent = event.as<EventSent>()) {
        add(sent->instance.value + ' ' + (sent->asksToEnd() ? "ends" : sent->name) + ' ' +
            dumpJson(sent->input));
    } else if (const auto *call = event.as<EntityOperationCalled>()) {
        add(toText(call->entity) + ' ' + call->operation + ' ' + dumpJson(call->input));
    } else if (const auto *signal = event.as<EntityOperationSignaled>()) {
        add(toText(signal->entity) + ' ' + signal->operation + ' ' + dumpJson(signal->input));
    } else if (const auto *lock = event.as<EntityLockRequested>()) {
        for (const EntityId &entity : lock->entities)
            add(toText(entity));
    } else if (const auto *next = event.as<ContinuedAsNew>()) {
        add(dumpJson(next->input));
    } else if (const auto *answered = event.as<HumanTaskAnswered>()) {
        add("of #" + std::to_string(answered->taskId) + ' ' + answered->outcome);
    }
    if (const Node *node = definition.find(NodeId(event.origin.node)))
        add("(" + node->name + (event.origin.iteration.empty() ? "" : ", " + event.origin.iteration) + ")");
    return line;
}

} // namespace perdura::test
