// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/HttpRequestActivity.h"

#include "engine/activities/HttpCall.h"
#include "engine/activities/InputReader.h"
#include "engine/definition/FieldSchemas.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::HttpRequestActivity", text);
}

const std::vector<std::string> methods{"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"};

/// The value of the header "Authorization"; empty: none is sent.
tl::expected<QByteArray, FailureDetails> authorizationOf(const Json &auth)
{
    InputReader input(auth);
    const std::string type = input.oneOf("type", {"none", "basic", "bearer"}, "none");
    const std::string user = input.textOr("user", {});
    const std::string password = input.textOr("password", {});
    const std::string token = input.textOr("token", {});
    if (input.failure())
        return tl::unexpected(*input.failure());
    if (type == "none")
        return QByteArray();
    if (type == "bearer") {
        if (token.empty())
            return tl::unexpected(finalFailure(
                "InvalidInput", tr("The token for bearer authentication is empty; enter it under “auth”.")));
        return "Bearer " + QByteArray::fromStdString(token);
    }
    if (user.find(':') != std::string::npos)
        return tl::unexpected(finalFailure(
            "InvalidInput", tr("The user for basic authentication holds a colon, which is not allowed.")));
    if (user.empty() && password.empty())
        return tl::unexpected(finalFailure(
            "InvalidInput",
            tr("User and password for basic authentication are empty; enter them under “auth”.")));
    return "Basic " + QByteArray::fromStdString(user + ':' + password).toBase64();
}

bool hasLineBreak(const QByteArray &text)
{
    return text.contains('\n') || text.contains('\r');
}

QByteArray toBytes(const Json &body)
{
    if (body.is_null())
        return {};
    return QByteArray::fromStdString(body.is_string() ? body.get<std::string>() : dumpJson(body));
}

} // namespace

std::string HttpRequestActivity::name() const
{
    return "http.request";
}

QString HttpRequestActivity::title() const
{
    return tr("HTTP request");
}

QString HttpRequestActivity::description() const
{
    return tr("Calls a web address and gives status, headers and body of the answer.");
}

Json HttpRequestActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["method"] = schemaField("string", tr("Method"), {});
    fields["method"]["enum"] = methods;
    fields["method"]["default"] = "GET";
    fields["url"] = schemaField("string", tr("URL"), tr("Starts with http:// or https://."));
    fields["url"]["format"] = "url";
    fields["headers"] = schemaField("object", tr("Headers"), tr("Names and values of request headers."));
    fields["headers"]["additionalProperties"] = Json{{"type", "string"}};
    // Without a type: any value fits.
    fields["body"]["title"] = tr("Body").toStdString();
    fields["body"]["description"] = tr("Text, or any value; values are sent as JSON.").toStdString();
    fields["body"]["format"] = "expression";
    fields["auth"] = authenticationField();
    fields["timeout"] = schemaField("string", tr("Time limit"), tr("For the whole call."));
    fields["timeout"]["format"] = "duration";
    fields["timeout"]["default"] = "30 s";
    fields["failOnStatus"] =
        schemaField("boolean", tr("Fail on error status"), tr("A status of 400 or above is a failure."));
    fields["failOnStatus"]["default"] = true;
    schema["required"] = Json::array({"url"});
    return schema;
}

QString HttpRequestActivity::summary(const Json &input) const
{
    InputReader reader(input);
    const QString url = QString::fromStdString(reader.textOr("url", {}));
    if (url.isEmpty())
        return {};
    const qsizetype scheme = url.indexOf("://"_L1);
    const QString method = QString::fromStdString(reader.textOr("method", "GET"));
    return method + u' ' + (scheme < 0 || url.startsWith(u'=') ? url : url.mid(scheme + 3));
}

void HttpRequestActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    HttpRequest request;
    request.method = QByteArray::fromStdString(input.oneOf("method", methods, "GET"));
    request.url = QUrl(QString::fromStdString(input.text("url")), QUrl::StrictMode);
    request.headers = input.pairsOr("headers");
    const Json body = input.any("body");
    request.body = toBytes(body);
    request.isJson = !body.is_null() && !body.is_string();
    request.timeout = input.durationOr("timeout", 30s);
    request.failOnStatus = input.flagOr("failOnStatus", true);
    const Json auth = input.any("auth");
    auto authorization = authorizationOf(auth);
    request.isConfidential = call.holdsSecrets;
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    if (!authorization)
        return done(tl::unexpected(std::move(authorization.error())));
    request.authorization = *std::move(authorization);
    if (hasLineBreak(request.authorization))
        return done(tl::unexpected(finalFailure(
            "InvalidInput", tr("What the request should prove who asks with has several lines; use one."))));
    const QString scheme = request.url.scheme();
    if (!request.url.isValid() || request.url.host().isEmpty() ||
        (scheme != "http"_L1 && scheme != "https"_L1)) {
        return done(tl::unexpected(finalFailure(
            "InvalidInput", tr("“%1” is not a web address; it must start with http:// or https://.")
                                .arg(QString::fromStdString(input.textOr("url", {}))))));
    }
    HttpCall::start(std::move(request), call.stop, std::move(done));
}

} // namespace perdura
