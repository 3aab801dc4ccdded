// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ReplayCheck.h"

#include "engine/definition/Interpreter.h"
#include "engine/orchestration/OrchestrationExecutor.h"

#include <algorithm>

namespace perdura {

namespace {

std::string textOf(const Json &properties, const char *member)
{
    const auto found = properties.find(member);
    return found != properties.end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// The event of that number among those of a turn, else the turn's last one: there the decision is missing.
int placeOf(std::span<const HistoryEvent> history, std::size_t from, std::size_t to, const Json &properties)
{
    const int number = properties.is_object() ? properties.value("decision", -1) : -1;
    for (std::size_t i = from; i < to; ++i) {
        if (number >= 0 && history[i].eventId == number)
            return int(i);
    }
    return int(to) - 1;
}

ReplayVerdict verdictOf(const FailureDetails &mismatch, int event)
{
    ReplayVerdict verdict;
    verdict.kind = ReplayVerdict::Kind::Differs;
    verdict.event = event;
    verdict.why = mismatch.errorMessage;
    if (mismatch.properties.is_object()) {
        verdict.recorded = textOf(mismatch.properties, "recorded");
        verdict.asked = textOf(mismatch.properties, "asked");
    }
    return verdict;
}

} // namespace

ReplayVerdict checkReplay(std::shared_ptr<const WorkflowDefinition> definition,
                          std::span<const HistoryEvent> history,
                          std::shared_ptr<ExpressionEvaluator> evaluator)
{
    if (definition->kind != DefinitionKind::Workflow)
        return {ReplayVerdict::Kind::CannotContinue, -1, {}, {}, "An entity is no workflow."};
    if (history.empty() || !history.front().as<OrchestratorStarted>())
        return {ReplayVerdict::Kind::CannotContinue, -1, {}, {}, "The instance has no history yet."};
    OrchestrationExecutor executor(makeInterpreter(std::move(definition), std::move(evaluator)));
    // What a rewind took out of the history is missing until it is known of.
    if (std::ranges::any_of(history,
                            [](const HistoryEvent &event) { return event.as<ExecutionRewound>(); })) {
        executor.replay(history);
        if (const auto &mismatch = executor.mismatch())
            return verdictOf(*mismatch, placeOf(history, 0, history.size(), mismatch->properties));
        return {};
    }
    std::size_t from = 0;
    while (from < history.size()) {
        std::size_t to = from + 1;
        while (to < history.size() && !history[to].as<OrchestratorStarted>())
            ++to;
        executor.replay(history.subspan(from, to - from));
        if (const auto &mismatch = executor.mismatch())
            return verdictOf(*mismatch, placeOf(history, from, to, mismatch->properties));
        from = to;
    }
    return {};
}

} // namespace perdura
