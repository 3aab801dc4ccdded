// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSteps.h"

namespace perdura {

namespace {

constexpr std::size_t maxListedFailures = 100;

/// What the iterations of one container share. A fixed number of lanes take the items from it, each the next
/// one as soon as its last has ended; so the window is refilled in the order in which iterations end.
struct Iterations
{
    struct Failure
    {
        std::size_t index;
        FailureDetails details;
    };

    enum class OnFailure {
        Finish, ///< the others, then fail
        Stop,   ///< begin no more, then fail
        Collect ///< a failure is a result
    };

    RunPtr run;
    ScopePtr outer;
    OnFailure onFailure = OnFailure::Finish;
    std::size_t tolerated = 0; ///< failures that do not fail the whole
    const Node *entry = nullptr;
    Json items;
    std::size_t next = 0;
    Json results = Json::array();  ///< in the order of the items
    std::vector<Failure> failures; ///< in the order in which they happened

    [[nodiscard]] bool hasFailed() const
    {
        return onFailure != OnFailure::Collect && failures.size() > tolerated;
    }
    [[nodiscard]] bool goesOn() const
    {
        return next < items.size() && !outer->isStopped() && !run->isRunaway() &&
               (onFailure != OnFailure::Stop || !hasFailed());
    }
};

Task<void> runLane(std::shared_ptr<Iterations> iterations)
{
    while (iterations->goesOn()) {
        const std::size_t index = iterations->next++;
        const Json &item = iterations->items[index];
        const auto scope = std::make_shared<FlowScope>(iterations->outer, item, index);
        try {
            const Task<Json> walk = iterations->run->walk(scope, iterations->entry, item);
            Json result = co_await walk;
            iterations->results[index] = std::move(result);
        } catch (const TaskFailedException &exception) {
            iterations->failures.push_back({index, exception.failure()});
            if (iterations->onFailure == Iterations::OnFailure::Collect)
                iterations->results[index] = collectedFailure(exception.failure());
        }
    }
}

FailureDetails failureOf(const Iterations &iterations)
{
    const Iterations::Failure &first = iterations.failures.front();
    FailureDetails failure = first.details;
    failure.errorMessage = "item " + std::to_string(first.index + 1) + " of " +
                           std::to_string(iterations.items.size()) + ": " + first.details.errorMessage;
    Json listed = Json::array();
    for (const Iterations::Failure &each : iterations.failures) {
        if (listed.size() == maxListedFailures)
            break;
        Json facts = Json::object();
        facts["index"] = each.index;
        facts["type"] = each.details.errorType;
        facts["message"] = each.details.errorMessage;
        listed.push_back(std::move(facts));
    }
    failure.properties = Json::object();
    failure.properties["failed"] = iterations.failures.size();
    failure.properties["failures"] = std::move(listed);
    failure.inner = std::make_shared<const FailureDetails>(first.details);
    return failure;
}

std::size_t parallelismOf(const FieldValues &fields)
{
    const Json value = fields.value("parallelism");
    if (value.is_null())
        return 10;
    if (!value.is_number_integer() || value < 1 || value > 10'000)
        FieldValues::refuse("parallelism",
                            "it gave " + shortText(value) + "; it must be a whole number from 1 to 10000.");
    return value.get<std::size_t>();
}

Iterations::OnFailure onFailureOf(const FieldValues &fields)
{
    const std::string word = fields.text("onFailure");
    if (word.empty() || word == "finish")
        return Iterations::OnFailure::Finish;
    if (word == "stop")
        return Iterations::OnFailure::Stop;
    if (word != "collect")
        FieldValues::refuse("onFailure", shortText(word) + " is none of finish, stop and collect.");
    return Iterations::OnFailure::Collect;
}

std::size_t toleratedOf(const FieldValues &fields)
{
    const Json value = fields.value("tolerate");
    if (value.is_null())
        return 0;
    if (!value.is_number_integer() || value < 0)
        FieldValues::refuse("tolerate",
                            "it gave " + shortText(value) + "; it must be a whole number from 0.");
    return value.get<std::size_t>();
}

} // namespace

Task<Step> forEachStep(RunPtr run, ScopePtr scope, const Node &node)
{
    const auto iterations = std::make_shared<Iterations>();
    const FieldValues fields = run->fields(node, *scope);
    iterations->items = fields.value("items");
    if (!iterations->items.is_array())
        FieldValues::refuse("items", "it gave " + shortText(iterations->items) + "; it must give a list.");
    const std::size_t lanes = std::min(parallelismOf(fields), iterations->items.size());
    iterations->entry = &run->entryOf(node);
    iterations->onFailure = onFailureOf(fields);
    iterations->tolerated = toleratedOf(fields);
    iterations->run = run;
    iterations->outer = scope;
    iterations->results = Json(iterations->items.size(), Json());

    std::vector<Task<void>> running;
    for (std::size_t lane = 0; lane < lanes; ++lane)
        running.push_back(runLane(iterations));
    const Task<std::vector<std::size_t>> all = whenAllSettled(running);
    co_await all;
    if (iterations->hasFailed() || (run->isRunaway() && !iterations->failures.empty()))
        throw TaskFailedException(failureOf(*iterations));
    co_return Step{"next", std::move(iterations->results)};
}

} // namespace perdura
