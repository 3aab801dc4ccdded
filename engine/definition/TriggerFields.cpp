// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldSchemas.h"

namespace perdura {

namespace {

QString tr(const char *text)
{
    return catalogText(text);
}

Json inputField(const QString &told)
{
    return Field(tr("Input"),
                 tr("What the instance gets. In expressions, input is %1 Empty: all of that.").arg(told))
        .expression();
}

Json list(const QString &title, const QString &description, Json item)
{
    item["x-expressions"] = true;
    return Field(title, description)
        .with("type", "array")
        .with("items", std::move(item))
        .with("x-literal", true);
}

Json scheduleItem()
{
    Json fields = Json::object();
    fields["cron"] =
        Field(tr("Times"), tr("In cron's notation, such as 0 6 * * MON-FRI.")).word().text("cron");
    fields["timeZone"] =
        Field(tr("Time zone"), tr("The one that the times mean, such as Europe/Berlin. Empty: UTC."))
            .text("time-zone")
            .with("x-literal", true);
    fields["catchUp"] =
        Field(tr("Missed times"), tr("What becomes of times at which no hub ran: left out, the last "
                                     "one made up for, or all."))
            .text()
            .with("enum", Json::array({"latest", "skip", "all"}))
            .with("x-enumTitles", Json::array({tr("Make up for the last one").toStdString(),
                                               tr("Leave them out").toStdString(),
                                               tr("Make up for all of them").toStdString()}))
            .with("x-literal", true)
            .with("default", "latest");
    fields["input"] = inputField(tr("{due, schedule}."));
    return objectSchema(fields, Json::array({"cron"}));
}

Json folderItem()
{
    Json fields = Json::object();
    fields["folder"] = Field(tr("Folder"), tr("Relative to the workspace; it is made when it is not there."))
                           .word()
                           .text("path");
    fields["pattern"] = Field(tr("Files"), tr("The names that count, such as *.csv."))
                            .text()
                            .with("x-literal", true)
                            .with("default", "*");
    fields["input"] = inputField(tr("{path, name, size, modified}."));
    return objectSchema(fields, Json::array({"folder"}));
}

Json completionItem()
{
    Json fields = Json::object();
    fields["workflow"] = Field(tr("Workflow"), tr("The name of the workflow whose end counts.")).word();
    fields["statuses"] =
        Field(tr("Ended as"), tr("How it has to end. Empty: completed."))
            .with("type", "array")
            .with("items",
                  Json{{"type", "string"}, {"enum", Json::array({"Completed", "Failed", "Terminated"})}});
    fields["input"] = inputField(tr("{instance, workflow, status, output}."));
    return objectSchema(fields, Json::array({"workflow"}));
}

Json routeItem()
{
    Json fields = Json::object();
    fields["method"] = Field(tr("Method"), tr("Of the request."))
                           .text()
                           .with("x-literal", true)
                           .with("enum", Json::array({"POST", "GET", "PUT", "PATCH", "DELETE"}))
                           .with("default", "POST");
    fields["route"] = Field(tr("Route"), tr("After /api/ of the web door, such as orders/{id}.")).word();
    fields["input"] = inputField(tr("{method, path, params, query, body}."));
    return objectSchema(fields, Json::array({"route"}));
}

} // namespace

Json startFields()
{
    Json fields = Json::object();
    fields["schedules"] =
        list(tr("Schedules"), tr("Times at which it starts by itself, while the workspace is open."),
             scheduleItem());
    fields["folders"] =
        list(tr("Folders"), tr("Folders of which each new or changed file starts it."), folderItem());
    fields["completions"] =
        list(tr("After workflows"), tr("Other workflows whose end starts it."), completionItem());
    fields["routes"] = list(tr("HTTP routes"), tr("Requests to the web door that start it."), routeItem());
    return objectSchema(fields);
}

} // namespace perdura
