// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/Determinism.h"

#include "engine/orchestration/ExternalEvents.h"

namespace perdura {

namespace {

enum class DecisionKind {
    None,
    Activity,
    Timer,
    HumanTask,
    Child,
    SentEvent,
    EntitySignal,
    EntityCall,
    EntityLock,
    EntityUnlock,
    Completion
};

struct Decision
{
    DecisionKind kind = DecisionKind::None;
    std::string name = {}; ///< compared as well; empty for kinds that have none
};

template <typename... Visitors>
struct Overloaded : Visitors...
{
    using Visitors::operator()...;
};

// What an event and an action that it records have in common.
template <typename Data>
Decision decisionOf(const Data &recorded)
{
    return std::visit(Overloaded{
                          [](const TaskScheduled &data) {
                              return Decision{DecisionKind::Activity, data.name};
                          },
                          [](const ScheduleTask &data) {
                              return Decision{DecisionKind::Activity, data.name};
                          },
                          [](const TimerCreated &) { return Decision{DecisionKind::Timer}; },
                          [](const CreateTimer &) { return Decision{DecisionKind::Timer}; },
                          [](const HumanTaskCreated &) { return Decision{DecisionKind::HumanTask}; },
                          [](const CreateHumanTask &) { return Decision{DecisionKind::HumanTask}; },
                          [](const ExecutionCompleted &) { return Decision{DecisionKind::Completion}; },
                          [](const CompleteExecution &) { return Decision{DecisionKind::Completion}; },
                          [](const ContinuedAsNew &) { return Decision{DecisionKind::Completion}; },
                          [](const SubOrchestrationCreated &data) {
                              return Decision{DecisionKind::Child, data.name};
                          },
                          [](const EventSent &data) {
                              return Decision{DecisionKind::SentEvent, data.name};
                          },
                          [](const EntityOperationSignaled &data) {
                              return Decision{DecisionKind::EntitySignal, data.operation};
                          },
                          [](const EntityOperationCalled &data) {
                              return Decision{DecisionKind::EntityCall, data.operation};
                          },
                          [](const EntityLockRequested &) { return Decision{DecisionKind::EntityLock}; },
                          [](const EntityUnlockSent &) { return Decision{DecisionKind::EntityUnlock}; },
                          [](const auto &) { return Decision{}; },
                      },
                      recorded);
}

bool isSame(const Decision &a, const Decision &b)
{
    return a.kind == b.kind && (a.name == b.name || foldName(a.name) == foldName(b.name));
}

std::string inWords(const Decision &decision)
{
    const std::string quoted = " “" + decision.name + "”";
    switch (decision.kind) {
    case DecisionKind::None:
        return "nothing";
    case DecisionKind::Activity:
        return "the activity" + quoted;
    case DecisionKind::Timer:
        return "a timer";
    case DecisionKind::HumanTask:
        return "a human task";
    case DecisionKind::Child:
        return "the orchestration" + quoted;
    case DecisionKind::SentEvent:
        return "the sending of the event" + quoted;
    case DecisionKind::EntitySignal:
        return "the entity signal" + quoted;
    case DecisionKind::EntityCall:
        return "the entity call" + quoted;
    case DecisionKind::EntityLock:
        return "the lock of entities";
    case DecisionKind::EntityUnlock:
        return "the release of entities";
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
    const Decision now = asked ? decisionOf(asked->data) : Decision{};
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
    return FailureDetails{
        .errorType = "NonDeterministicOrchestrationException",
        .errorMessage = std::move(sentence),
        .isNonRetriable = true,
        .properties = {{"decision", number}, {"recorded", inWords(before)}, {"asked", inWords(now)}}};
}

} // namespace perdura
