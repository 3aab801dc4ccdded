// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/definition/RandomRun.h"

#include "engine/definition/Interpreter.h"

#include <algorithm>

namespace perdura::test {

namespace {

FailureDetails badLuck()
{
    FailureDetails failure;
    failure.errorType = "BadLuck";
    failure.errorMessage = "Bad luck.";
    return failure;
}

/// The tasks that nobody has answered yet.
std::vector<SequenceNumber> openTasks(const History &history)
{
    std::vector<SequenceNumber> open;
    for (const HistoryEvent &event : history) {
        if (event.as<HumanTaskCreated>())
            open.push_back(event.eventId);
        else if (const auto *answered = event.as<HumanTaskAnswered>())
            std::erase(open, answered->taskId);
    }
    return open;
}

/// What children and entities have been asked and not answered yet.
class OpenCalls
{
public:
    explicit OpenCalls(const History &history)
    {
        for (const HistoryEvent &event : history)
            take(event);
    }

    [[nodiscard]] const std::vector<SequenceNumber> &numbers() const { return m_numbers; }

private:
    void take(const HistoryEvent &event)
    {
        if (const auto *child = event.as<SubOrchestrationCreated>()) {
            if (!child->isDetached)
                m_numbers.push_back(event.eventId);
        } else if (event.as<EntityOperationCalled>() || event.as<EntityLockRequested>()) {
            m_numbers.push_back(event.eventId);
        }
        close<SubOrchestrationCompleted>(event);
        close<SubOrchestrationFailed>(event);
        close<EntityOperationCompleted>(event);
        close<EntityOperationFailed>(event);
        close<EntityLockGranted>(event);
        if (const auto *unlock = event.as<EntityUnlockSent>())
            std::erase(m_numbers, unlock->lockId);
    }
    template <typename Answer>
    void close(const HistoryEvent &event)
    {
        if (const auto *answer = event.as<Answer>())
            std::erase(m_numbers, answer->taskId);
    }

    std::vector<SequenceNumber> m_numbers;
};

const HistoryEvent *decision(const History &history, SequenceNumber number)
{
    const auto found = std::ranges::find(history, number, &HistoryEvent::eventId);
    return found == history.end() ? nullptr : &*found;
}

/// A child that was told to end answers that it did.
bool wasTerminated(const History &history, const InstanceId &child)
{
    return std::ranges::any_of(history, [&child](const HistoryEvent &event) {
        const auto *sent = event.as<EventSent>();
        return sent && sent->asksToEnd() && sent->instance == child;
    });
}

} // namespace

RandomRun::RandomRun(std::shared_ptr<const WorkflowDefinition> drawing,
                     std::shared_ptr<ExpressionEvaluator> evaluator, quint32 seed, Memory memory)
    : m_random(seed)
    , m_driver(makeInterpreter(drawing, std::move(evaluator)), memory)
{
    m_driver.setBatching(seed % 3 == 0);
    for (const Node &node : drawing->nodes) {
        const auto activity = node.fields.find("activity");
        if (node.kind != NodeKind::Activity || activity == node.fields.end() || !activity->is_string())
            continue;
        m_driver.onActivity(activity->get<std::string>(), [this](const ScheduleTask &call) -> ActivityAnswer {
            if (number(4) == 0)
                return tl::unexpected(badLuck());
            return call.input.is_object() ? call.input.value("input", Json()) : Json();
        });
    }
    m_driver.onActivity("notify", [this](const ScheduleTask &) -> ActivityAnswer {
        if (number(3) == 0)
            return tl::unexpected(badLuck());
        return Json();
    });
    m_driver.onActivity("http.request", [this](const ScheduleTask &) { return answerWeb(); });
}

/// Work that is done at once, or later, or not at all.
ActivityAnswer RandomRun::answerWeb()
{
    switch (number(5)) {
    case 0:
        return tl::unexpected(badLuck());
    case 1:
    case 2: {
        Json headers{{"location", "/work/1"}};
        if (number(2) == 0)
            headers["retry-after"] = "3";
        return Json{{"status", 202}, {"headers", std::move(headers)}};
    }
    default:
        return Json{{"status", 200}, {"headers", Json::object()}, {"body", number(9)}};
    }
}

void RandomRun::play()
{
    m_driver.start({{"n", 1}});
    m_driver.runUntilIdle();
    for (int i = 0; i < 40 && !hasEnded(); ++i) {
        if (number(3) == 0)
            m_driver.advance(std::chrono::seconds(1 + number(6)));
        else
            act();
        m_driver.runUntilIdle();
    }
    // From now on nobody keeps the others waiting.
    for (int i = 0; i < 200 && !hasEnded(); ++i) {
        answerAllCalls();
        m_driver.run();
    }
}

void RandomRun::playSteps(int count)
{
    m_driver.start({{"n", 1}});
    for (int i = 0; i < count && !hasEnded(); ++i) {
        if (!m_driver.isIdle())
            (void)m_driver.runTurn();
        else if (number(2) == 0 || !m_driver.fireNextTimer())
            act();
    }
}

void RandomRun::act()
{
    switch (number(4)) {
    case 0:
        raise();
        break;
    case 1:
        answerPerson();
        break;
    default:
        answerCall();
    }
}

void RandomRun::raise()
{
    m_driver.raise(std::string(1, char('A' + number(3))), number(9));
}

void RandomRun::answerPerson()
{
    const auto tasks = openTasks(m_driver.history());
    if (tasks.empty())
        return;
    HumanTaskAnswered answer;
    answer.taskId = tasks[std::size_t(number(int(tasks.size())))];
    answer.outcome = number(2) == 0 ? "Yes" : "No";
    answer.form = Json::object();
    answer.answeredBy = "ada";
    m_driver.post(answer);
}

void RandomRun::answerCall()
{
    const OpenCalls calls(m_driver.history());
    if (!calls.numbers().empty())
        answer(calls.numbers()[std::size_t(number(int(calls.numbers().size())))]);
}

void RandomRun::answerAllCalls()
{
    const OpenCalls calls(m_driver.history());
    for (const SequenceNumber call : calls.numbers())
        answer(call);
}

void RandomRun::answer(SequenceNumber call)
{
    const HistoryEvent *asked = decision(m_driver.history(), call);
    const bool fails = number(4) == 0;
    const Json result{{"v", number(9)}};
    if (asked->as<EntityLockRequested>())
        m_driver.post(EntityLockGranted{call});
    else if (asked->as<EntityOperationCalled>() && fails)
        m_driver.post(EntityOperationFailed{call, badLuck()});
    else if (asked->as<EntityOperationCalled>())
        m_driver.post(EntityOperationCompleted{call, result});
    else if (fails || wasTerminated(m_driver.history(), asked->as<SubOrchestrationCreated>()->instance))
        m_driver.post(SubOrchestrationFailed{call, badLuck()});
    else
        m_driver.post(SubOrchestrationCompleted{call, result});
}

} // namespace perdura::test
