// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/HttpDate.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/NodeSteps.h"

#include <QUrl>

#include <algorithm>
#include <charconv>

namespace perdura {

namespace {

// As durable HTTP calls of Durable Functions wait where the answer does not say how long.
constexpr std::chrono::seconds defaultPollInterval{30};

/// Whether the secret goes into that place or into something within it.
bool isWithin(const SecretReference &secret, const std::string &place)
{
    return secret.pointer == place || secret.pointer.starts_with(place + '/');
}

/// An input for http.request, and the secrets that it needs.
struct Request
{
    Json input = Json::object();
    std::vector<SecretReference> secrets = {};

    [[nodiscard]] std::string url() const { return input["url"].get<std::string>(); }
    void drop(const std::string &member)
    {
        input.erase(member);
        forgetSecrets('/' + member);
    }
    /// Of the place and of all within it.
    void forgetSecrets(const std::string &place)
    {
        std::erase_if(secrets, [&place](const SecretReference &secret) { return isWithin(secret, place); });
    }
};

Request requestOf(const FieldValues &fields)
{
    Request request;
    request.input["method"] = fields.text("method").empty() ? "GET" : fields.text("method");
    for (const char *field : {"url", "headers", "body", "auth"}) {
        Json value = fields.valueWithSecrets(field, std::string("/") + field, request.secrets);
        if (!value.is_null())
            request.input[field] = std::move(value);
    }
    const auto url = request.input.find("url");
    if (url == request.input.end() || *url == "")
        FieldValues::refuse("url", "it is empty.");
    if (!url->is_string())
        *url = dumpJson(*url);
    if (Json limit = fields.value("requestTimeout"); !limit.is_null() && limit != "")
        request.input["timeout"] = std::move(limit);
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

/// When to ask again: in so many seconds or at a date, at once when that has passed; nothing when the answer
/// does not say.
std::optional<Instant> retryAfter(const Json &answer, Instant now)
{
    const std::string text = header(answer, "retry-after");
    int seconds = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), seconds);
    if (error == std::errc() && end == text.data() + text.size() && seconds >= 0)
        return now + std::chrono::seconds(seconds);
    const std::optional<Instant> date = instantFromHttpDate(text, now);
    return date ? std::optional(std::max(*date, now)) : std::nullopt;
}

bool isSameOrigin(const QUrl &one, const QUrl &other)
{
    const auto port = [](const QUrl &url) { return url.port(url.scheme() == u"https" ? 443 : 80); };
    return one.isValid() && one.scheme() == other.scheme() && one.host() == other.host() &&
           port(one) == port(other);
}

bool isHeader(const std::string &name, QLatin1StringView wanted)
{
    return QString::fromStdString(name).compare(wanted, Qt::CaseInsensitive) == 0;
}

/// The key of the start, which the Location brings along where it is needed. Source: durable HTTP calls of
/// Durable Functions.
void dropStartKey(Request &request)
{
    const auto headers = request.input.find("headers");
    if (headers == request.input.end() || !headers->is_object())
        return;
    Json others = Json::object();
    for (const auto &[name, value] : headers->items()) {
        if (isHeader(name, QLatin1StringView("x-functions-key")))
            request.forgetSecrets("/headers" + jsonPointerStep(name));
        else
            others[name] = value;
    }
    *headers = std::move(others);
}

/// Takes out what proves to one server who is asking, for it is nobody else's business.
void dropCredentials(Request &request)
{
    request.drop("auth");
    const auto headers = request.input.find("headers");
    if (headers == request.input.end())
        return;
    const bool isWhole =
        std::any_of(request.secrets.begin(), request.secrets.end(),
                    [](const SecretReference &secret) { return secret.pointer == "/headers"; });
    if (isWhole || !headers->is_object()) {
        request.drop("headers");
        return;
    }
    Json others = Json::object();
    for (const auto &[name, value] : headers->items()) {
        const std::string place = "/headers" + jsonPointerStep(name);
        const bool isSecret =
            std::any_of(request.secrets.begin(), request.secrets.end(),
                        [&place](const SecretReference &secret) { return isWithin(secret, place); });
        const bool isCredential =
            isHeader(name, QLatin1StringView("authorization")) || isHeader(name, QLatin1StringView("cookie"));
        if (!isSecret && !isCredential)
            others[name] = value;
    }
    request.input["headers"] = std::move(others);
    request.forgetSecrets("/headers");
}

/// The request for what has become of the work: nothing when there is no need to ask.
std::optional<Request> pollOf(const Request &request, const Json &answer)
{
    const std::string location = header(answer, "location");
    if (answer.value("status", 0) != 202 || location.empty())
        return std::nullopt;
    const QUrl base(QString::fromStdString(request.url()));
    const QUrl target = base.resolved(QUrl(QString::fromStdString(location)));
    Request poll = request;
    poll.input["method"] = "GET";
    // Where to ask comes from the server, so nothing in it stands for a secret.
    poll.input["url"] = target.toString().toStdString();
    poll.forgetSecrets("/url");
    poll.drop("body");
    dropStartKey(poll);
    if (!isSameOrigin(base, target))
        dropCredentials(poll);
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
    Request request = requestOf(fields);
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
        options.secrets = request.secrets;
        const LaneStop::OnStop whileAsking = stopsWithLane(scope, options);
        const Task<Json> call = context.callActivity("http.request", request.input, std::move(options));
        // Counted on both ways out, for a failed call has waited as well.
        const Task<std::size_t> ended = whenAny(call);
        co_await ended;
        run->countWait();
        Json answer = co_await call;
        std::optional<Request> poll = follows ? pollOf(request, answer) : std::nullopt;
        if (!poll || scope->isStopped())
            co_return Step{"next", std::move(answer)};
        request = *std::move(poll);
        Instant next = retryAfter(answer, context.now()).value_or(context.now() + interval);
        const bool isLast = end && next >= *end;
        if (isLast)
            next = *end;
        const TimerTask pause = context.createTimer(next, "Ask again", origin);
        run->reportWait(node, *scope, "the answer of " + request.url());
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
