// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/WebApi.h"

#include "engine/client/InBackground.h"
#include "engine/client/RandomIds.h"
#include "engine/client/WhenFinished.h"
#include "engine/http/InstanceWaiter.h"
#include "engine/http/ManagementUrls.h"
#include "engine/http/StatusJson.h"
#include "engine/script/JsExpressionEvaluator.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

bool isWord(const QString &segment, QLatin1StringView word)
{
    return segment.compare(word, Qt::CaseInsensitive) == 0;
}

/// What comes after the base of the management API; nothing when the path does not begin with it.
std::optional<QStringList> afterBase(const QStringList &segments)
{
    const QStringList base = managementBase.mid(1).toString().split(u'/');
    if (segments.size() < base.size())
        return {};
    for (qsizetype i = 0; i < base.size(); ++i) {
        if (base[i].compare(segments[i], Qt::CaseInsensitive) != 0)
            return {};
    }
    return segments.mid(base.size());
}

/// Whether there can be something under that path after …/instances/.
bool isInstanceRoute(const HttpQuestion &question, const QStringList &route)
{
    const bool isPost = question.method == "POST";
    const bool isTasks = route.size() > 1 && isWord(route[1], "humanTasks"_L1);
    switch (route.size()) {
    case 1:
        return question.method == "GET" || question.method == "DELETE";
    case 2:
        return isTasks ? question.method == "GET" : isPost;
    case 3:
        return isPost && (isTasks || isWord(route[1], "raiseEvent"_L1));
    default:
        return false;
    }
}

/// Seconds with decimals; nothing when absent or not a number.
std::optional<double> secondsOf(const HttpQuestion &question, QStringView name)
{
    bool isNumber = false;
    const double seconds = question.value(name).toDouble(&isNumber);
    if (!isNumber || !(seconds >= 0) || seconds > 24 * 3600)
        return {};
    return seconds;
}

StatusWishes wishesOf(const HttpQuestion &question)
{
    return {.showsInput = question.flag(u"showinput", true),
            .showsHistoryOutput = question.flag(u"showhistoryoutput", false)};
}

int statusCode(const HttpQuestion &question, OrchestrationStatus status)
{
    if (!isTerminal(status))
        return 202;
    const bool failsWith500 = question.flag(u"returninternalservererroronfailure", false);
    return status == OrchestrationStatus::Failed && failsWith500 ? 500 : 200;
}

} // namespace

WebApi::WebApi(HubClient &hub, WorkflowStarter &starter, EntitySender &sender,
               const WorkspaceTriggers &triggers, WebSettings settings, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_starter(starter)
    , m_entities(hub, sender)
    , m_humanTasks(hub)
    , m_triggers(triggers)
    , m_evaluator(makeExpressionEvaluator())
    , m_settings(std::move(settings))
{}

void WebApi::answer(const HttpQuestion &question, AnswerDone done)
{
    const QString taskHub = question.value(u"taskhub").trimmed();
    if (!taskHub.isEmpty() && taskHub.compare(m_settings.taskHub, Qt::CaseInsensitive) != 0) {
        done(shortError(
            404, tr("There is no task hub “%1” here; this one is “%2”.").arg(taskHub, m_settings.taskHub)));
        return;
    }
    if (const auto route = afterBase(question.segments)) {
        if (!route->isEmpty() && isWord(route->constFirst(), "orchestrators"_L1))
            startRoute(question, route->mid(1), std::move(done));
        else if (!route->isEmpty() && isWord(route->constFirst(), "instances"_L1))
            instanceRoute(question, route->mid(1), std::move(done));
        else if (!route->isEmpty() && isWord(route->constFirst(), "entities"_L1))
            m_entities.answer(question, route->mid(1), std::move(done));
        else if (route->size() == 1 && question.method == "GET" &&
                 isWord(route->constFirst(), "humanTasks"_L1))
            m_humanTasks.list({}, std::move(done));
        else if (route->size() == 1 && question.method == "GET")
            instanceRoute(question, *route, std::move(done));
        else
            done(emptyAnswer(404));
        return;
    }
    QStringList starter = question.segments;
    if (!starter.isEmpty() && isWord(starter.constFirst(), "api"_L1))
        starter.removeFirst();
    if (starter.size() > 1 && isWord(starter.constFirst(), "orchestrators"_L1))
        startRoute(question, starter.mid(1), std::move(done));
    else if (const auto match = matchRoute(m_triggers.triggers(), question))
        startByRoute(question, *match, std::move(done));
    else
        done(emptyAnswer(404));
}

void WebApi::startByRoute(const HttpQuestion &question, const RouteMatch &match, AnswerDone done)
{
    const auto told = toldByRoute(question, match);
    if (!told) {
        done(shortError(400, u"Invalid JSON content"_s));
        return;
    }
    auto work = inBackground([evaluator = m_evaluator, input = match.input, told = *told] {
        return triggerInput(input, told, *evaluator);
    });
    whenFinished(std::move(work), this,
                 [this, question, match, done = std::move(done)](const Result<Json> &input) mutable {
                     if (!input) {
                         done(operationError(input.error().message));
                         return;
                     }
                     NamedStart request;
                     request.workflow = match.workflow;
                     request.input = *input;
                     request.tags = {{"trigger", "route " + match.route}};
                     start(question, std::move(request), std::move(done));
                 });
}

void WebApi::startRoute(const HttpQuestion &question, const QStringList &route, AnswerDone done)
{
    if (question.method != "POST" || route.isEmpty() || route.size() > 2) {
        done(emptyAnswer(404));
        return;
    }
    NamedStart request;
    request.workflow = route.constFirst().toStdString();
    if (route.size() == 2)
        request.id = InstanceId(route.constLast());
    if (const QString version = question.value(u"version").trimmed(); !version.isEmpty())
        request.version = VersionId(version);
    if (!question.body.isEmpty()) {
        auto input =
            parseJson(std::string_view(question.body.constData(), std::size_t(question.body.size())));
        if (!input) {
            done(shortError(400, u"Invalid JSON content"_s));
            return;
        }
        request.input = *std::move(input);
    }
    const auto timeout = secondsOf(question, u"timeout");
    const auto interval = secondsOf(question, u"pollinginterval");
    if (timeout && interval && *interval > *timeout) {
        done(argumentError(tr("The polling interval is longer than the time-out.")));
        return;
    }
    start(question, std::move(request), std::move(done));
}

void WebApi::start(const HttpQuestion &question, NamedStart request, AnswerDone done)
{
    m_starter.start(std::move(request), [this, question,
                                         done = std::move(done)](const Result<InstanceId> &id) mutable {
        if (id)
            started(question, *id, std::move(done));
        else if (id.error().code == ErrorCode::NotFound || id.error().code == ErrorCode::InvalidDefinition)
            done(argumentError(id.error().message));
        else
            done(faultAnswer(id.error()));
    });
}

void WebApi::started(const HttpQuestion &question, const InstanceId &instance, AnswerDone done)
{
    const auto accepted = [this, question, instance] {
        const Json urls = managementUrls(instance, question, m_settings);
        HttpAnswer answer = jsonAnswer(202, urls);
        answer.headers.emplaceBack("Location",
                                   QByteArray::fromStdString(urls["statusQueryGetUri"].get<std::string>()));
        answer.headers.emplaceBack("Retry-After", "10");
        return answer;
    };
    const auto timeout = secondsOf(question, u"timeout");
    if (!timeout) {
        done(accepted());
        return;
    }
    const std::chrono::milliseconds patience(qint64(*timeout * 1000));
    new InstanceWaiter(
        m_hub, instance, patience,
        [this, question, accepted, done](const Result<std::optional<InstanceDetail>> &ended) mutable {
            if (!ended)
                done(faultAnswer(ended.error()));
            else if (!*ended)
                done(accepted());
            else if ((*ended)->summary.status == OrchestrationStatus::Completed)
                done(jsonAnswer(200, (*ended)->output));
            else
                status(question, **ended, std::move(done));
        },
        this);
}

void WebApi::instanceRoute(const HttpQuestion &question, const QStringList &route, AnswerDone done)
{
    if (!isInstanceRoute(question, route)) {
        done(emptyAnswer(404));
        return;
    }
    const bool restarts = route.size() == 2 && isWord(route[1], "restart"_L1);
    whenFinished(m_hub.instance(InstanceId(route.constFirst())), this,
                 [this, question, route, restarts,
                  done = std::move(done)](const Result<InstanceDetail> &detail) mutable {
                     if (detail)
                         instanceFound(question, route, *detail, std::move(done));
                     else if (detail.error().code == ErrorCode::NotFound && restarts)
                         done(argumentError(detail.error().message));
                     else if (detail.error().code == ErrorCode::NotFound ||
                              detail.error().code == ErrorCode::InvalidArgument)
                         done(emptyAnswer(404));
                     else
                         done(faultAnswer(detail.error()));
                 });
}

void WebApi::instanceFound(const HttpQuestion &question, const QStringList &route,
                           const InstanceDetail &detail, AnswerDone done)
{
    const InstanceSummary &instance = detail.summary;
    if (question.method == "DELETE")
        purge(detail, std::move(done));
    else if (question.method == "GET" && route.size() == 1)
        status(question, detail, std::move(done));
    else if (question.method == "GET")
        m_humanTasks.list(instance.id, std::move(done));
    else if (isWord(route[1], "humanTasks"_L1))
        m_humanTasks.answer(question, instance, route[2], std::move(done));
    else if (isWord(route[1], "restart"_L1))
        restart(question, instance.id, std::move(done));
    else if (route.size() == 2)
        command(question, route[1], detail, std::move(done));
    else if (isTerminal(instance.status))
        done(emptyAnswer(410));
    else
        raiseEvent(question, instance.id, route[2], std::move(done));
}

void WebApi::status(const HttpQuestion &question, const InstanceDetail &detail, AnswerDone done)
{
    const OrchestrationStatus status = detail.summary.status;
    const Json body = statusJson(detail, wishesOf(question));
    const auto finish = [question, status, done = std::move(done)](const Json &json) {
        HttpAnswer answer = jsonAnswer(statusCode(question, status), json);
        if (answer.status == 202) {
            answer.headers.emplaceBack("Location", question.origin.toUtf8() + question.target);
            answer.headers.emplaceBack("Retry-After", "5");
        }
        done(std::move(answer));
    };
    if (!question.flag(u"showhistory", false) || status == OrchestrationStatus::Pending) {
        finish(body);
        return;
    }
    whenFinished(m_hub.history(detail.summary.id), this,
                 [question, body = body, finish](const Result<History> &history) mutable {
                     // The instance may have been purged in between; then it has no history any more.
                     body["historyEvents"] =
                         history ? historyEventsJson(*history, wishesOf(question)) : Json::array();
                     finish(body);
                 });
}

void WebApi::command(const HttpQuestion &question, const QString &verb, const InstanceDetail &detail,
                     AnswerDone done)
{
    const InstanceId &id = detail.summary.id;
    const OrchestrationStatus status = detail.summary.status;
    const QString reason = question.value(u"reason");
    const bool isSuspended = status == OrchestrationStatus::Suspended;
    if (isWord(verb, "rewind"_L1)) {
        whenFinished(m_hub.rewind(id, reason), this,
                     [done = std::move(done)](const Result<std::vector<InstanceId>> &rewound) {
                         if (rewound)
                             done(emptyAnswer(202));
                         else if (rewound.error().code == ErrorCode::NotAllowed)
                             done(shortError(412, rewound.error().message));
                         else if (rewound.error().code == ErrorCode::Unsupported)
                             done(shortError(501, rewound.error().message));
                         else
                             done(faultAnswer(rewound.error()));
                     });
    } else if (!isWord(verb, "terminate"_L1) && !isWord(verb, "suspend"_L1) && !isWord(verb, "resume"_L1)) {
        done(emptyAnswer(404));
    } else if (isTerminal(status)) {
        done(emptyAnswer(410));
    } else if (isWord(verb, "terminate"_L1)) {
        queue(m_hub.terminate(id, reason), std::move(done));
    } else if (isWord(verb, "suspend"_L1) == isSuspended) {
        done(operationError(isSuspended ? tr("The instance is suspended already.")
                                        : tr("The instance is not suspended.")));
    } else if (isSuspended) {
        queue(m_hub.resume(id, reason), std::move(done));
    } else {
        queue(m_hub.suspend(id, reason), std::move(done));
    }
}

void WebApi::queue(QFuture<Result<void>> future, AnswerDone done)
{
    whenFinished(std::move(future), this, [done = std::move(done)](const Result<void> &queued) {
        if (queued)
            done(emptyAnswer(202));
        else if (queued.error().code == ErrorCode::NotFound)
            done(emptyAnswer(404));
        else if (queued.error().code == ErrorCode::NotAllowed)
            done(emptyAnswer(410));
        else
            done(faultAnswer(queued.error()));
    });
}

void WebApi::raiseEvent(const HttpQuestion &question, const InstanceId &instance, const QString &event,
                        AnswerDone done)
{
    if (question.mediaType() != "application/json") {
        done(shortError(400, u"Only application/json request content is supported"_s));
        return;
    }
    Json input = nullptr;
    if (!question.body.isEmpty()) {
        auto parsed =
            parseJson(std::string_view(question.body.constData(), std::size_t(question.body.size())));
        if (!parsed) {
            done(shortError(400, u"Invalid JSON content"_s));
            return;
        }
        input = *std::move(parsed);
    }
    queue(m_hub.raiseEvent(instance, event, std::move(input)), std::move(done));
}

void WebApi::restart(const HttpQuestion &question, const InstanceId &instance, AnswerDone done)
{
    std::optional<InstanceId> newId;
    if (question.flag(u"restartwithnewinstanceid", true))
        newId = InstanceId(randomHexId());
    whenFinished(m_hub.restart(instance, newId), this,
                 [this, question, done = std::move(done)](const Result<InstanceId> &id) mutable {
                     if (id)
                         started(question, *id, std::move(done));
                     else
                         done(faultAnswer(id.error()));
                 });
}

void WebApi::purge(const InstanceDetail &detail, AnswerDone done)
{
    const auto deleted = [](qint64 count) { return jsonAnswer(200, Json{{"instancesDeleted", count}}); };
    if (!isTerminal(detail.summary.status)) {
        done(deleted(0));
        return;
    }
    whenFinished(m_hub.purge({detail.summary.id}, false, {}), this,
                 [deleted, done = std::move(done)](const Result<PurgeSummary> &summary) {
                     done(summary ? deleted(summary->purged) : faultAnswer(summary.error()));
                 });
}

} // namespace perdura
