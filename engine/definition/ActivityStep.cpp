// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSteps.h"

namespace perdura {

namespace {

double numberAtLeast(const Json &options, const char *member, double least, double otherwise)
{
    const auto found = options.find(member);
    if (found == options.end() || found->is_null())
        return otherwise;
    if (!found->is_number() || found->get<double>() < least) {
        FieldValues::refuse(std::string("retry.") + member, "it gave " + shortText(*found) +
                                                                "; it must be a number of at least " +
                                                                std::to_string(int(least)) + ".");
    }
    return found->get<double>();
}

std::optional<Duration> durationOf(const Json &options, const char *member)
{
    const auto found = options.find(member);
    if (found == options.end() || found->is_null() || *found == "")
        return std::nullopt;
    return FieldValues::toDuration(*found, std::string("retry.") + member);
}

} // namespace

std::optional<RetryPolicy> retryOf(const FieldValues &fields)
{
    const Json options = fields.value("retry");
    if (options.is_null())
        return std::nullopt;
    if (!options.is_object())
        FieldValues::refuse("retry", "it gave " + shortText(options) + "; it must be an object.");
    RetryPolicy policy;
    policy.maxAttempts = int(std::min(numberAtLeast(options, "maxAttempts", 1, 3), 1e6));
    policy.backoffCoefficient = numberAtLeast(options, "backoffCoefficient", 1, 2);
    policy.maxInterval = durationOf(options, "maxInterval");
    policy.retryTimeout = durationOf(options, "timeout");
    if (const auto first = durationOf(options, "firstInterval")) {
        if (first->count() == 0)
            FieldValues::refuse("retry.firstInterval", "it must be longer than nothing.");
        policy.firstInterval = *first;
    }
    return policy;
}

std::function<bool(const FailureDetails &)> unlessStopped(ScopePtr scope)
{
    return [scope = std::move(scope)](const FailureDetails &) { return !scope->isStopped(); };
}

LaneStop::OnStop stopsWithLane(const ScopePtr &scope, ActivityOptions &options)
{
    if (!scope->laneStop())
        return nullptr;
    options.stop = std::make_shared<CallStop>();
    return scope->laneStop()->onStop([stop = options.stop] { stop->stop(); });
}

std::string requiredText(const FieldValues &fields, const char *field)
{
    std::string text = fields.text(field);
    if (text.empty())
        FieldValues::refuse(field, "it is empty.");
    return text;
}

Task<Step> activityStep(RunPtr run, ScopePtr scope, const Node &node)
{
    const FieldValues fields = run->fields(node, *scope);
    const Json &name = fields.literal("activity");
    if (!name.is_string() || name.get_ref<const std::string &>().empty())
        FieldValues::refuse("activity", "no activity is chosen.");
    ActivityOptions options;
    Json input = fields.valueWithSecrets("input", {}, options.secrets);
    if (input.is_null())
        input = Json::object();
    options.retry = retryOf(fields);
    options.timeout = fields.duration("timeout");
    options.retryWhen = unlessStopped(scope);
    options.origin = InterpreterRun::originOf(node, *scope);
    const LaneStop::OnStop onStop = stopsWithLane(scope, options);
    const Task<Json> call =
        run->context().callActivity(name.get<std::string>(), std::move(input), std::move(options));
    // Counted on both ways out, for a failed call has waited as well.
    const Task<std::size_t> ended = whenAny(call);
    co_await ended;
    run->countWait();
    Json result = co_await call;
    co_return Step{"next", std::move(result)};
}

} // namespace perdura
