// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/HumanTaskRoutes.h"

#include "engine/client/WhenFinished.h"

namespace perdura {

namespace {

/// Null instead of nothing, so that the members are always the same.
Json textOrNull(const std::string &text)
{
    return text.empty() ? Json(nullptr) : Json(text);
}

Json taskJson(const HumanTaskInfo &task)
{
    const HumanTaskRequest &request = task.request;
    Json json = Json::object();
    json["instanceId"] = task.id.instance.value;
    json["task"] = task.id.number;
    json["workflow"] = task.workflowName;
    json["title"] = request.title;
    json["description"] = textOrNull(request.description);
    json["assignee"] = textOrNull(request.assignee);
    json["group"] = textOrNull(request.group);
    json["outcomes"] = request.outcomes;
    json["commentFor"] = request.commentedOutcomes;
    json["form"] = request.form;
    json["createdTime"] = toIso(task.created);
    json["dueTime"] = request.due ? Json(toIso(*request.due)) : Json(nullptr);
    return json;
}

/// A member that may be absent or null, and must be text otherwise.
Result<std::string> textOf(const Json &body, const char *member)
{
    const auto found = body.find(member);
    if (found == body.end() || found->is_null())
        return std::string();
    if (!found->is_string())
        return fail(ErrorCode::InvalidArgument,
                    HumanTaskRoutes::tr("The answer's “%1” must be text.").arg(QLatin1StringView(member)));
    return found->get<std::string>();
}

Result<HumanTaskAnswer> answerOf(const QByteArray &text, const QString &author)
{
    const auto body = parseJson(text.toStdString());
    if (!body)
        return fail(body.error());
    if (!body->is_object())
        return fail(ErrorCode::InvalidArgument,
                    HumanTaskRoutes::tr("The answer must be an object, like {\"outcome\": \"Approve\"}."));
    const auto outcome = textOf(*body, "outcome");
    const auto comment = textOf(*body, "comment");
    const auto answeredBy = textOf(*body, "answeredBy");
    for (const auto &member : {outcome, comment, answeredBy}) {
        if (!member)
            return fail(member.error());
    }
    HumanTaskAnswer answer;
    answer.outcome = *outcome;
    answer.comment = *comment;
    answer.answeredBy = answeredBy->empty() ? author.toStdString() : *answeredBy;
    answer.form = body->value("form", Json(nullptr));
    if (answer.form.is_null())
        answer.form = Json::object();
    return answer;
}

} // namespace

HumanTaskRoutes::HumanTaskRoutes(HubClient &hub, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
{}

void HumanTaskRoutes::list(const std::optional<InstanceId> &instance, AnswerDone done)
{
    whenFinished(m_hub.humanTasks(instance), this,
                 [done = std::move(done)](const Result<std::vector<HumanTaskInfo>> &tasks) {
                     if (!tasks) {
                         done(faultAnswer(tasks.error()));
                         return;
                     }
                     Json list = Json::array();
                     for (const HumanTaskInfo &task : *tasks)
                         list.push_back(taskJson(task));
                     done(jsonAnswer(200, list));
                 });
}

void HumanTaskRoutes::answer(const HttpQuestion &question, const InstanceSummary &instance,
                             const QString &number, AnswerDone done)
{
    bool isNumber = false;
    const int task = number.toInt(&isNumber);
    if (!isNumber || isTerminal(instance.status)) {
        done(emptyAnswer(isNumber ? 410 : 404));
        return;
    }
    auto given = answerOf(question.body, m_hub.author());
    if (!given) {
        const bool isBroken = given.error().code == ErrorCode::InvalidJson;
        done(shortError(400, isBroken ? QStringLiteral("Invalid JSON content") : given.error().message));
        return;
    }
    whenFinished(m_hub.answerHumanTask({instance.id, task}, *std::move(given)), this,
                 [done = std::move(done)](const Result<void> &answered) {
                     if (answered)
                         done(emptyAnswer(202));
                     else if (answered.error().code == ErrorCode::NotFound)
                         done(shortError(404, answered.error().message));
                     else if (answered.error().code == ErrorCode::InvalidArgument)
                         done(shortError(400, answered.error().message));
                     else
                         done(faultAnswer(answered.error()));
                 });
}

} // namespace perdura
