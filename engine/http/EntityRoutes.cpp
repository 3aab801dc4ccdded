// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/EntityRoutes.h"

#include "engine/client/WhenFinished.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// JSON when the client says that it is; other text as it is, none is null.
Result<Json> inputOf(const HttpQuestion &question)
{
    const std::string text = question.body.toStdString();
    if (text.empty())
        return Json(nullptr);
    if (question.mediaType() == "application/json")
        return parseJson(text);
    return Json(QString::fromUtf8(question.body).toStdString());
}

} // namespace

EntityRoutes::EntityRoutes(HubClient &hub, EntitySender &sender, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_sender(sender)
{}

void EntityRoutes::answer(const HttpQuestion &question, const QStringList &route, AnswerDone done)
{
    const bool isPossible =
        question.method == "GET" || question.method == "POST" || question.method == "DELETE";
    if (!isPossible || route.size() != 2) {
        done(emptyAnswer(404));
        return;
    }
    // “$” stands for the key that no path can hold.
    const QString key = route[1] == u"$"_s ? QString() : route[1];
    const auto entity = makeEntityId(route[0].toStdString(), key.toStdString());
    if (!entity) {
        done(argumentError(entity.error().message));
    } else if (question.method == "GET") {
        read(*entity, std::move(done));
    } else if (question.method == "DELETE") {
        send(*entity, u"delete"_s, nullptr, std::move(done));
    } else if (auto input = inputOf(question)) {
        send(*entity, question.value(u"op"), *std::move(input), std::move(done));
    } else {
        done(shortError(400, u"Invalid JSON content"_s));
    }
}

void EntityRoutes::read(EntityId entity, AnswerDone done)
{
    whenFinished(m_hub.readEntity(std::move(entity)), this,
                 [done = std::move(done)](const Result<EntityInfo> &info) {
                     if (!info)
                         done(faultAnswer(info.error()));
                     else
                         done(info->exists ? jsonAnswer(200, info->state) : emptyAnswer(404));
                 });
}

void EntityRoutes::send(EntityId entity, const QString &operation, Json input, AnswerDone done)
{
    m_sender.send(std::move(entity), operation, std::move(input),
                  [done = std::move(done)](const Result<void> &sent) {
                      if (sent)
                          done(emptyAnswer(202));
                      else if (sent.error().code == ErrorCode::NotFound ||
                               sent.error().code == ErrorCode::InvalidDefinition)
                          done(argumentError(sent.error().message));
                      else
                          done(faultAnswer(sent.error()));
                  });
}

} // namespace perdura
