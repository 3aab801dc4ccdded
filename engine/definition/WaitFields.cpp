// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldSchemas.h"

namespace perdura {

namespace {

QString tr(const char *text)
{
    return catalogText(text);
}

Json escalationStep()
{
    Json fields = Json::object();
    fields["after"] = Field(tr("After"), tr("How long the person before has to answer.")).text("duration");
    fields["assignee"] = Field(tr("Assignee"), tr("Who is asked then.")).text();
    return objectSchema(fields, Json::array({"after", "assignee"}));
}

} // namespace

Json timerFields()
{
    Json fields = Json::object();
    fields["duration"] =
        Field(tr("Duration"), tr("How long to wait, such as 72 h. Leave it empty to wait until a time."))
            .text("duration");
    fields["until"] = Field(tr("Until"), tr("The point in time to wait for, such as 2026-11-25T08:30:00Z."))
                          .text("date-time");
    fields["cron"] =
        Field(tr("Next time of"), tr("A schedule in cron's notation, such as 0 8 * * MON-FRI, whose next "
                                     "time is waited for."))
            .text("cron");
    fields["timeZone"] =
        Field(tr("Time zone"), tr("The one that the schedule means, such as Europe/Berlin. Empty: UTC."))
            .text("time-zone");
    return objectSchema(fields);
}

Json waitForEventFields()
{
    Json fields = Json::object();
    fields["event"] =
        Field(tr("Event"), tr("The name of the event to wait for.")).text().with("minLength", 1);
    fields["others"] =
        Field(tr("Or one of"), tr("Other events that end the wait as well; each event then has its port."))
            .with("type", "array")
            .with("items", Field(tr("Event"), tr("The port has the same name.")).word())
            .with("x-literal", true);
    fields["timeout"] = timeoutField();
    return objectSchema(fields, Json::array({"event"}));
}

Json approvalFields()
{
    Json outcome = Field(tr("Outcome"), tr("The word on the button; the port has the same name."))
                       .text()
                       .with("minLength", 1)
                       .with("x-literal", true);
    Json fields = Json::object();
    fields["title"] =
        Field(tr("Title"), tr("What the person is asked, in one line.")).text().with("minLength", 1);
    fields["description"] =
        Field(tr("Description"), tr("What the person needs to know to decide.")).text("multiline");
    fields["assignee"] = Field(tr("Assignee"), tr("Who is asked. Empty: anyone.")).text();
    fields["group"] = Field(tr("Group"), tr("Any member may answer. Empty: the assignee, or anyone.")).text();
    fields["escalation"] =
        Field(tr("Escalation"), tr("Who is asked instead when there is no answer in time, one after the "
                                   "other."))
            .with("type", "array")
            .with("items", escalationStep());
    fields["reminders"] =
        Field(tr("Reminders"), tr("How long to wait for an answer before a message on the desktop reminds of "
                                  "it, and before each further one."))
            .with("type", "array")
            .with("items", Field(tr("After"), tr("Such as 24 h.")).text("duration"));
    fields["due"] =
        Field(tr("Due"), tr("By when an answer is wanted; shown to the person, has no effect by itself."))
            .text("duration");
    fields["outcomes"] = Field(tr("Outcomes"), tr("The answers to choose from."))
                             .with("type", "array")
                             .with("items", outcome)
                             .with("minItems", 1)
                             .with("x-literal", true)
                             .with("default", Json::array({"Approve", "Reject"}));
    fields["commentFor"] = Field(tr("Comment needed for"), tr("Outcomes that are taken only with a comment."))
                               .with("type", "array")
                               .with("items", outcome)
                               .with("x-literal", true);
    fields["form"] = Field(tr("Form"), tr("The fields that the person fills in, as a JSON Schema."))
                         .with("type", "object")
                         .with("format", "schema")
                         .with("x-literal", true);
    fields["timeout"] = timeoutField();
    return objectSchema(fields, Json::array({"title", "outcomes"}));
}

Json httpCallFields()
{
    Json fields = Json::object();
    fields["url"] = Field(tr("URL"), tr("Starts with http:// or https://.")).text("url").with("minLength", 1);
    fields["method"] =
        Field(tr("Method"), tr("What the service is asked to do."))
            .with("type", "string")
            .with("enum", Json::array({"GET", "POST", "PUT", "PATCH", "DELETE", "HEAD", "OPTIONS"}))
            .with("default", "GET");
    fields["headers"] = Field(tr("Headers"), tr("Names and values of request headers."))
                            .with("type", "object")
                            .with("additionalProperties", Json::object({{"type", "string"}}));
    fields["body"] = Field(tr("Body"), tr("Text, or any value; values are sent as JSON.")).expression();
    fields["auth"] = authenticationField();
    fields["requestTimeout"] =
        Field(tr("Time limit"), tr("For each request.")).text("duration").with("default", "30 s");
    fields["poll"] =
        Field(tr("Follow 202"), tr("After status 202 the address in Location is asked until it answers with "
                                   "another status."))
            .with("type", "boolean")
            .with("default", true);
    fields["pollInterval"] =
        Field(tr("Ask every"), tr("Used where the answer has no Retry-After.")).text("duration");
    fields["timeout"] =
        Field(tr("Give up after"), tr("How long the whole call may take, waits included.")).text("duration");
    fields["retry"] = retryField();
    fields["undo"] = undoField();
    return objectSchema(fields, Json::array({"url"}));
}

} // namespace perdura
