// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/orchestration/OrchestrationDriver.h"

namespace perdura::test {

namespace {

using namespace std::chrono;

struct Shorthand
{
    SequenceNumber id;

    std::string own(const char *kind) const { return kind + ("(" + std::to_string(id) + ")"); }
    static std::string answer(const char *kind, SequenceNumber to)
    {
        return kind + ("(→" + std::to_string(to) + ")");
    }

    std::string operator()(const OrchestratorStarted &) const { return "OS"; }
    std::string operator()(const OrchestratorCompleted &) const { return "OC"; }
    std::string operator()(const ExecutionStarted &) const { return "ES"; }
    std::string operator()(const ExecutionCompleted &) const { return own("EC"); }
    std::string operator()(const ExecutionTerminated &) const { return "ET"; }
    std::string operator()(const TaskScheduled &) const { return own("TS"); }
    std::string operator()(const TaskCompleted &data) const { return answer("TC", data.taskId); }
    std::string operator()(const TaskFailed &data) const { return answer("TF", data.taskId); }
    std::string operator()(const TimerCreated &) const { return own("TmC"); }
    std::string operator()(const TimerFired &data) const { return answer("TmF", data.timerId); }
    std::string operator()(const EventRaised &data) const { return "ER(" + data.name + ")"; }
    std::string operator()(const HumanTaskCreated &) const { return own("HC"); }
    std::string operator()(const HumanTaskAnswered &data) const { return answer("HA", data.taskId); }
    std::string operator()(const ExecutionSuspended &) const { return "ESu"; }
    std::string operator()(const ExecutionResumed &) const { return "ERe"; }
    std::string operator()(const ExecutionRewound &) const { return "ERw"; }
    std::string operator()(const ExecutionMoved &) const { return "EMv"; }
    std::string operator()(const ContinuedAsNew &) const { return own("CAN"); }
    std::string operator()(const SubOrchestrationCreated &) const { return own("SC"); }
    std::string operator()(const SubOrchestrationCompleted &data) const { return answer("SOC", data.taskId); }
    std::string operator()(const SubOrchestrationFailed &data) const { return answer("SOF", data.taskId); }
    std::string operator()(const EventSent &) const { return own("EvS"); }
    std::string operator()(const EntityOperationSignaled &) const { return own("EnS"); }
    std::string operator()(const EntityOperationCalled &) const { return own("EnC"); }
    std::string operator()(const EntityOperationCompleted &data) const { return answer("EnR", data.taskId); }
    std::string operator()(const EntityOperationFailed &data) const { return answer("EnF", data.taskId); }
    std::string operator()(const EntityLockRequested &) const { return own("EnL"); }
    std::string operator()(const EntityLockGranted &data) const { return answer("EnG", data.taskId); }
    std::string operator()(const EntityUnlockSent &) const { return own("EnU"); }
};

} // namespace

Instant driverEpoch()
{
    return sys_days{year{2026} / November / 22} + 12h;
}

std::string shorthand(const HistoryEvent &event)
{
    return std::visit(Shorthand{event.eventId}, event.data);
}

OrchestrationDriver::OrchestrationDriver(Orchestrator orchestrator, Memory memory)
    : m_orchestrator(std::move(orchestrator))
    , m_memory(memory)
    , m_executor(std::make_unique<OrchestrationExecutor>(m_orchestrator))
    , m_now(driverEpoch())
{}

void OrchestrationDriver::onActivity(const std::string &name, ActivityFunction function)
{
    m_functions[name] = std::move(function);
}

void OrchestrationDriver::start(Json input)
{
    ExecutionStarted started{.name = "Test", .version = {}, .input = std::move(input)};
    started.instance = InstanceId(std::string("test-1"));
    started.execution = ExecutionId(std::string("execution-1"));
    post(std::move(started));
}

void OrchestrationDriver::post(EventData message)
{
    m_inbox.push_back(std::move(message));
}

TurnResult OrchestrationDriver::runTurn()
{
    std::vector<HistoryEvent> messages;
    messages.push_back({.eventId = -1, .timestamp = m_now, .origin = {}, .data = OrchestratorStarted{}});
    do {
        messages.push_back(
            {.eventId = -1, .timestamp = m_now, .origin = {}, .data = std::move(m_inbox.front())});
        m_inbox.pop_front();
    } while (m_isBatching && !m_inbox.empty());
    if (m_memory == Memory::Replayed) {
        m_executor = std::make_unique<OrchestrationExecutor>(m_orchestrator);
        m_executor->replay(m_history);
    }
    TurnResult turn = m_executor->turn(messages);
    commit(turn, std::move(messages));
    return turn;
}

void OrchestrationDriver::commit(TurnResult turn, std::vector<HistoryEvent> messages)
{
    std::move(messages.begin(), messages.end(), std::back_inserter(m_history));
    for (const Action &action : turn.actions) {
        m_history.push_back(toEvent(action, m_now));
        carryOut(action);
    }
    m_history.push_back({.eventId = -1, .timestamp = m_now, .origin = {}, .data = OrchestratorCompleted{}});
    for (const SequenceNumber id : turn.cancelledTimers)
        std::erase_if(m_timers, [id](const auto &timer) { return timer.second == id; });
    if (turn.customStatus)
        m_customStatus = *turn.customStatus;
    m_turns.push_back(std::move(turn));
}

void OrchestrationDriver::carryOut(const Action &action)
{
    if (const auto *timer = std::get_if<CreateTimer>(&action.data))
        m_timers.emplace(timer->fireAt, action.id);
    const auto *call = std::get_if<ScheduleTask>(&action.data);
    const auto function = call ? m_functions.find(call->name) : m_functions.end();
    if (function == m_functions.end())
        return;
    if (auto answer = function->second(*call))
        post(TaskCompleted{action.id, std::move(*answer)});
    else
        post(TaskFailed{action.id, std::move(answer.error())});
}

void OrchestrationDriver::runUntilIdle()
{
    while (!m_inbox.empty() && !continuation())
        (void)runTurn();
}

bool OrchestrationDriver::fireDueTimer(Instant until)
{
    if (m_timers.empty() || m_timers.begin()->first > until)
        return false;
    const auto [fireAt, id] = m_timers.extract(m_timers.begin()).value();
    m_now = std::max(m_now, fireAt);
    post(TimerFired{id, fireAt});
    return true;
}

void OrchestrationDriver::advance(Duration duration)
{
    const Instant until = m_now + duration;
    do {
        runUntilIdle();
    } while (fireDueTimer(until));
    m_now = until;
}

void OrchestrationDriver::run()
{
    do {
        runUntilIdle();
    } while (!completion() && !continuation() && fireNextTimer());
}

const ExecutionCompleted *OrchestrationDriver::completion() const
{
    for (auto event = m_history.rbegin(); event != m_history.rend() && !event->as<OrchestratorStarted>();
         ++event) {
        if (const auto *completed = event->as<ExecutionCompleted>())
            return completed;
    }
    return nullptr;
}

std::vector<std::string> OrchestrationDriver::story() const
{
    std::vector<std::string> lines;
    for (const HistoryEvent &event : m_history) {
        if (event.as<OrchestratorStarted>())
            lines.emplace_back();
        else if (!event.as<OrchestratorCompleted>())
            lines.back() += (lines.back().empty() ? "" : " ") + shorthand(event);
    }
    return lines;
}

} // namespace perdura::test
