// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeSteps.h"

#include <QUrl>

#include <charconv>

namespace perdura {

namespace {

// As durable HTTP calls of Durable Functions wait where the answer does not say how long.
constexpr std::chrono::seconds defaultPollInterval{30};

Json requestOf(const FieldValues &fields)
{
    Json request = Json::object();
    request["method"] = fields.text("method").empty() ? "GET" : fields.text("method");
    request["url"] = requiredText(fields, "url");
    for (const char *field : {"headers", "body"}) {
        if (Json value = fields.value(field); !value.is_null())
            request[field] = std::move(value);
    }
    if (Json limit = fields.value("requestTimeout"); !limit.is_null() && limit != "")
        request["timeout"] = std::move(limit);
    return request;
}

std::string header(const Json &answer, const char *name)
{
    const auto headers = answer.find("headers");
    if (headers == answer.end() || !headers->is_object())
        return {};
    const auto found = headers->find(name);
    return found != headers->end() && found->is_string() ? found->get<std::string>() : std::string();
}

/// Seconds; a date is not understood, and the node's own interval counts then.
std::optional<Duration> retryAfter(const Json &answer)
{
    const std::string text = header(answer, "retry-after");
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error != std::errc() || end != text.data() + text.size() || seconds < 0)
        return std::nullopt;
    return std::chrono::seconds(seconds);
}

bool isSameOrigin(const QUrl &one, const QUrl &other)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return one.scheme() == other.scheme() && one.host() == other.host() && port(one) == port(other);
}

/// Without what the address that is polled must not learn: the key of the start, which the Location brings
/// along where it is needed, and at another origin who asks. Source: durable HTTP calls of Durable Functions,
/// the first.
Json headersForPolling(const Json &headers, bool staysAtOrigin)
{
    Json kept = Json::object();
    for (const auto &[name, value] : headers.items()) {
        const QString header = QString::fromStdString(name).toLower();
        const bool tellsWho = header == u"authorization" || header == u"cookie";
        if (header != u"x-functions-key" && (staysAtOrigin || !tellsWho))
            kept[name] = value;
    }
    return kept;
}

/// The request for what has become of the work: nothing when there is no need to ask.
std::optional<Json> pollOf(const Json &request, const Json &answer)
{
    const std::string location = header(answer, "location");
    if (answer.value("status", 0) != 202 || location.empty())
        return std::nullopt;
    const QUrl base(QString::fromStdString(request["url"].get<std::string>()));
    Json poll = request;
    poll["method"] = "GET";
    const QUrl next = base.resolved(QUrl(QString::fromStdString(location)));
    poll["url"] = next.toString().toStdString();
    if (const auto headers = poll.find("headers"); headers != poll.end() && headers->is_object())
        *headers = headersForPolling(*headers, isSameOrigin(base, next));
    poll.erase("body");
    return poll;
}

[[noreturn]] void timedOut(Duration limit)
{
    FailureDetails failure;
    failure.errorType = "HttpTimedOut";
    failure.errorMessage = "The work was not done within " + describeDuration(limit).toStdString() + ".";
    throw TaskFailedException(std::move(failure));
}

} // namespace

Task<Step> httpCallStep(RunPtr run, ScopePtr scope, const Node &node)
{
    OrchestrationContext &context = run->context();
    const FieldValues fields = run->fields(node, *scope);
    Json request = requestOf(fields);
    const bool follows = fields.literal("poll") != false;
    const Duration interval = fields.duration("pollInterval").value_or(defaultPollInterval);
    const std::optional<Duration> timeout = fields.duration("timeout");
    const std::optional<Instant> end = timeout ? std::optional(context.now() + *timeout) : std::nullopt;
    const Origin origin = InterpreterRun::originOf(node, *scope);
    for (;;) {
        ActivityOptions options;
        options.retry = retryOf(fields);
        options.retryWhen = unlessStopped(scope);
        options.origin = origin;
        const Task<Json> call = context.callActivity("http.request", request, std::move(options));
        // Counted on both ways out, for a failed call has waited as well.
        const Task<std::size_t> ended = whenAny(call);
        co_await ended;
        run->countWait();
        Json answer = co_await call;
        const std::optional<Json> poll = follows ? pollOf(request, answer) : std::nullopt;
        if (!poll || scope->isStopped())
            co_return Step{"next", std::move(answer)};
        request = *poll;
        Instant next = context.now() + retryAfter(answer).value_or(interval);
        const bool isLast = end && next >= *end;
        if (isLast)
            next = *end;
        const TimerTask pause = context.createTimer(next, "Ask again", origin);
        run->reportWait(node, *scope, "the answer of " + request["url"].get<std::string>());
        LaneStop::OnStop onStop;
        if (scope->laneStop())
            onStop = scope->laneStop()->onStop([pause] { pause.cancel(); });
        co_await pause.task;
        run->countWait();
        if (isLast)
            timedOut(*timeout);
    }
}

} // namespace perdura
