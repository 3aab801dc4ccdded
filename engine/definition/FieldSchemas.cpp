// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldSchemas.h"

#include <QCoreApplication>

namespace perdura {

QString catalogText(const char *text)
{
    return QCoreApplication::translate("perdura::NodeCatalog", text);
}

namespace {

QString tr(const char *text)
{
    return catalogText(text);
}

} // namespace

Json objectSchema(Json properties, Json required)
{
    Json schema = Json::object();
    schema["type"] = "object";
    schema["properties"] = std::move(properties);
    if (!required.empty())
        schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
}

Json retryField()
{
    Json retry = Json::object();
    retry["maxAttempts"] = Field(tr("Attempts"), tr("How often it is tried in all, the first time included."))
                               .with("type", "integer")
                               .with("minimum", 1)
                               .with("default", 3);
    retry["firstInterval"] = Field(tr("First wait"), tr("The wait before the second attempt."))
                                 .text("duration")
                                 .with("default", "5 s");
    retry["backoffCoefficient"] = Field(tr("Growth"), tr("Each wait is the one before, times this."))
                                      .with("type", "number")
                                      .with("minimum", 1)
                                      .with("default", 2);
    retry["maxInterval"] = Field(tr("Longest wait"), tr("Waits grow no longer than this.")).text("duration");
    retry["timeout"] =
        Field(tr("Give up after"), tr("No new attempt starts later than this after the first."))
            .text("duration");
    Json schema = objectSchema(retry);
    schema["title"] = tr("Retry").toStdString();
    schema["description"] =
        tr("When and how often a failed attempt is repeated. Empty: it is tried once.").toStdString();
    return schema;
}

Json authenticationField()
{
    Json fields = Json::object();
    fields["type"] =
        Field(tr("Kind"), tr("Basic sends user and password, bearer sends a token."))
            .with("type", "string")
            .with("enum", Json::array({"none", "basic", "bearer"}))
            .with("x-enumTitles", Json::array({tr("None").toStdString(), tr("Basic").toStdString(),
                                               tr("Bearer").toStdString()}))
            .with("default", "none");
    fields["user"] = Field(tr("User"), tr("For basic authentication.")).text();
    fields["password"] = Field(tr("Password"), tr("For basic authentication.")).text("secret");
    fields["token"] = Field(tr("Token"), tr("For bearer authentication.")).text("secret");
    Json schema = objectSchema(fields);
    schema["title"] = tr("Authentication").toStdString();
    schema["description"] = tr("How the request proves who asks.").toStdString();
    return schema;
}

Json timeoutField()
{
    return Field(tr("Time-out"),
                 tr("How long to wait before the flow goes on by the time-out port. Empty: without end."))
        .text("duration");
}

Json timeLimitField()
{
    return Field(tr("Time-out"), tr("How long one attempt may take; then it is given up and fails. Empty: "
                                    "without end."))
        .text("duration");
}

Json undoField()
{
    return Field(tr("Can be undone"),
                 tr("Gives the node a port to steps that undo it. When the scope around it fails later, they "
                    "are run, the last node's first."))
        .with("type", "boolean")
        .with("x-literal", true);
}

} // namespace perdura
