// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/decisions/RecordedHistory.h"

#include "engine/definition/Interpreter.h"
#include "engine/script/JsExpressionEvaluator.h"
#include "engine/store/HistoryCodec.h"

#include <span>

namespace perdura::test {

namespace {

HistoryOwner owner()
{
    return {.instance = InstanceId(std::string("test-1")),
            .execution = ExecutionId(std::string("execution-1")),
            .name = "Test",
            .version = {}};
}

/// Where each turn of the history begins, and where the last one ends.
std::vector<std::size_t> turnStarts(const History &history)
{
    std::vector<std::size_t> starts;
    for (std::size_t at = 0; at < history.size(); ++at) {
        if (history[at].as<OrchestratorStarted>())
            starts.push_back(at);
    }
    starts.push_back(history.size());
    return starts;
}

/// What came in with a turn: neither its decisions nor its end.
std::vector<HistoryEvent> messagesOf(std::span<const HistoryEvent> turn)
{
    std::vector<HistoryEvent> messages;
    for (const HistoryEvent &event : turn) {
        if (event.eventId < 0 && !event.as<OrchestratorCompleted>())
            messages.push_back(event);
    }
    return messages;
}

Json told(const TurnResult &turn, Instant time)
{
    Json told = Json::object();
    told["actions"] = Json::array();
    for (const Action &action : turn.actions)
        told["actions"].push_back(toJson(toEvent(action, time)));
    if (!turn.cancelledTimers.empty())
        told["cancelledTimers"] = turn.cancelledTimers;
    if (!turn.closedHumanTasks.empty())
        told["closedHumanTasks"] = turn.closedHumanTasks;
    if (turn.customStatus)
        told["customStatus"] = *turn.customStatus;
    for (const LogEntry &entry : turn.log)
        told["log"].push_back(entry.level + ": " + entry.text);
    for (const EventRaised &event : turn.unprocessedEvents)
        told["unprocessedEvents"].push_back(event.name);
    return told;
}

} // namespace

std::string packedHistory(const History &history)
{
    return packEvents(history, owner()).toBase64().toStdString();
}

History unpackedHistory(const std::string &packed)
{
    History history;
    const auto unpacked =
        unpackEvents(QByteArray::fromBase64(QByteArray::fromStdString(packed)), owner(), history);
    if (!unpacked)
        qFatal("%s", qPrintable(unpacked.error().message));
    return history;
}

std::vector<Json> decisionsOf(const WorkflowDefinition &definition,
                              const std::shared_ptr<ExpressionEvaluator> &evaluator, const History &history,
                              Memory memory)
{
    const Orchestrator orchestrator =
        makeInterpreter(std::make_shared<const WorkflowDefinition>(definition), evaluator);
    OrchestrationExecutor executor(orchestrator);
    const std::vector<std::size_t> starts = turnStarts(history);
    std::vector<Json> decisions;
    for (std::size_t turn = 0; turn + 1 < starts.size(); ++turn) {
        const std::span all(history);
        const auto messages = messagesOf(all.subspan(starts[turn], starts[turn + 1] - starts[turn]));
        if (memory == Memory::Replayed) {
            executor = OrchestrationExecutor(orchestrator);
            executor.replay(all.first(starts[turn]));
        }
        decisions.push_back(told(executor.turn(messages), messages.front().timestamp));
    }
    return decisions;
}

} // namespace perdura::test
