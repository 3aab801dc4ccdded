// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/RouteMatch.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// The values of the parameters; nothing when the path does not fit.
std::optional<Json> fit(const QStringList &pattern, const QStringList &path)
{
    if (pattern.size() != path.size())
        return {};
    Json params = Json::object();
    for (qsizetype i = 0; i < pattern.size(); ++i) {
        if (pattern[i].startsWith(u'{') && pattern[i].endsWith(u'}')) {
            if (path[i].isEmpty())
                return {};
            params[pattern[i].mid(1, pattern[i].size() - 2).toStdString()] = path[i].toStdString();
        } else if (pattern[i].compare(path[i], Qt::CaseInsensitive) != 0) {
            return {};
        }
    }
    return params;
}

/// What programs send without having chosen a type, above all `curl -d`.
bool isUnspecified(const QByteArray &mediaType)
{
    return mediaType.isEmpty() || mediaType == "application/x-www-form-urlencoded";
}

Result<Json> bodyOf(const HttpQuestion &question)
{
    const QByteArray type = question.mediaType();
    if (type == "application/json" || type.endsWith("+json"))
        return parseJson(question.body.toStdString());
    if (isUnspecified(type)) {
        if (auto body = parseJson(question.body.toStdString()); body && body->is_structured())
            return body;
    }
    return Json(QString::fromUtf8(question.body).toStdString());
}

} // namespace

std::optional<RouteMatch> matchRoute(const TriggerMap &triggers, const HttpQuestion &question)
{
    if (question.segments.size() < 2 ||
        question.segments.constFirst().compare("api"_L1, Qt::CaseInsensitive) != 0)
        return {};
    const QStringList path = question.segments.mid(1);
    for (const auto &[workflow, all] : triggers) {
        for (const RouteTrigger &trigger : all.routes) {
            if (QByteArray::fromStdString(trigger.method) != question.method)
                continue;
            if (auto params = fit(QString::fromStdString(trigger.route).split(u'/'), path))
                return RouteMatch{workflow, trigger.route, trigger.input, *std::move(params)};
        }
    }
    return {};
}

Result<Json> toldByRoute(const HttpQuestion &question, const RouteMatch &match)
{
    Json told = Json::object();
    told["method"] = question.method.toStdString();
    told["path"] = QString(u'/' + question.segments.join(u'/')).toStdString();
    told["params"] = match.params;
    told["query"] = Json::object();
    for (const auto &[name, value] : question.query) {
        // The key is nobody's business but the server's.
        if (name != "code"_L1)
            told["query"][name.toStdString()] = value.toStdString();
    }
    told["body"] = nullptr;
    if (question.body.isEmpty())
        return told;
    auto body = bodyOf(question);
    if (!body)
        return fail(body.error());
    told["body"] = *std::move(body);
    return told;
}

} // namespace perdura
