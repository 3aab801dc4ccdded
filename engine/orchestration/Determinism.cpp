// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/Determinism.h"

#include "engine/orchestration/ExternalEvents.h"

namespace perdura {

namespace {

enum class DecisionKind { None, Activity, Timer, HumanTask, Completion };

struct Decision
{
    DecisionKind kind = DecisionKind::None;
    const std::string *activity = nullptr;
};

Decision decisionOf(const EventData &data)
{
    if (const auto *task = std::get_if<TaskScheduled>(&data))
        return {DecisionKind::Activity, &task->name};
    if (std::holds_alternative<TimerCreated>(data))
        return {DecisionKind::Timer};
    if (std::holds_alternative<HumanTaskCreated>(data))
        return {DecisionKind::HumanTask};
    if (std::holds_alternative<ExecutionCompleted>(data))
        return {DecisionKind::Completion};
    return {};
}

Decision decisionOf(const Action &action)
{
    if (const auto *task = std::get_if<ScheduleTask>(&action.data))
        return {DecisionKind::Activity, &task->name};
    if (std::holds_alternative<CreateTimer>(action.data))
        return {DecisionKind::Timer};
    if (std::holds_alternative<CreateHumanTask>(action.data))
        return {DecisionKind::HumanTask};
    return {DecisionKind::Completion};
}

bool isSame(const Decision &a, const Decision &b)
{
    if (a.kind != b.kind)
        return false;
    return a.kind != DecisionKind::Activity || *a.activity == *b.activity ||
           foldName(*a.activity) == foldName(*b.activity);
}

std::string inWords(const Decision &decision)
{
    switch (decision.kind) {
    case DecisionKind::None:
        return "nothing";
    case DecisionKind::Activity:
        return "the activity “" + *decision.activity + "”";
    case DecisionKind::Timer:
        return "a timer";
    case DecisionKind::HumanTask:
        return "a human task";
    case DecisionKind::Completion:
        return "the end of the run";
    }
    Q_UNREACHABLE();
}

std::string nodeInWords(const Origin &origin)
{
    return origin.node.empty() ? std::string() : " (node “" + origin.node + "”)";
}

} // namespace

std::optional<FailureDetails> compareDecisions(const HistoryEvent *recorded, const Action *asked)
{
    const Decision before = recorded ? decisionOf(recorded->data) : Decision{};
    const Decision now = asked ? decisionOf(*asked) : Decision{};
    if (isSame(before, now))
        return std::nullopt;
    const SequenceNumber number = recorded ? recorded->eventId : asked->id;
    const Origin &origin = recorded ? recorded->origin : asked->origin;
    std::string sentence = "Non-Deterministic workflow detected: at decision " + std::to_string(number) +
                           nodeInWords(origin) + " the history has " + inWords(before) +
                           ", but the orchestrator asked for " + inWords(now);
    if (recorded && asked && asked->origin != origin)
        sentence += nodeInWords(asked->origin);
    sentence +=
        ". Did the workflow change after this instance started? Let the instance run on the version that it "
        "started with, or terminate it and start it anew.";
    return FailureDetails{.errorType = "NonDeterministicOrchestrationException",
                          .errorMessage = std::move(sentence),
                          .isNonRetriable = true};
}

} // namespace perdura
