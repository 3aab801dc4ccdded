// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeFields.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::NodeCatalog", text);
}

/// One field, built up by chaining.
class Field
{
public:
    Field(const QString &title, const QString &description)
    {
        m_schema["title"] = title.toStdString();
        m_schema["description"] = description.toStdString();
    }
    Field &with(const char *keyword, Json value)
    {
        m_schema[keyword] = std::move(value);
        return *this;
    }
    Field &text(const char *format = nullptr)
    {
        if (format)
            with("format", format);
        return with("type", "string");
    }
    operator Json() const
    {
        return m_schema;
    } // NOLINT(google-explicit-constructor): reads as the schema it is

private:
    Json m_schema = Json::object();
};

Json objectSchema(Json properties, Json required = Json::array())
{
    Json schema = Json::object();
    schema["type"] = "object";
    schema["properties"] = std::move(properties);
    if (!required.empty())
        schema["required"] = std::move(required);
    schema["additionalProperties"] = false;
    return schema;
}

Json endFields()
{
    Json fields = Json::object();
    fields["output"] =
        Field(tr("Output"), tr("The result of this flow. Empty: the result of the step before."))
            .with("format", "expression");
    return objectSchema(fields);
}

Json failFields()
{
    Json fields = Json::object();
    fields["message"] =
        Field(tr("Message"), tr("Why the workflow fails, in one sentence.")).text().with("minLength", 1);
    fields["errorType"] = Field(tr("Error type"), tr("A short, stable word for the kind of failure."))
                              .text()
                              .with("default", "WorkflowFailed");
    return objectSchema(fields, Json::array({"message"}));
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

Json activityFields()
{
    Json fields = Json::object();
    fields["activity"] = Field(tr("Activity"), tr("What is done."))
                             .text("activity")
                             .with("minLength", 1)
                             .with("x-literal", true);
    fields["input"] = Field(tr("Input"), tr("What the activity is given."))
                          .with("type", "object")
                          .with("format", "activity-input");
    fields["retry"] = retryField();
    return objectSchema(fields, Json::array({"activity"}));
}

Json ifFields()
{
    Json fields = Json::object();
    fields["condition"] = Field(tr("Condition"), tr("An expression that gives true or false."))
                              .with("type", "boolean")
                              .with("format", "expression");
    return objectSchema(fields, Json::array({"condition"}));
}

Json setVariablesFields()
{
    Json fields = Json::object();
    fields["variables"] = Field(tr("Variables"), tr("Names and their new values, set one after the other."))
                              .with("type", "object")
                              .with("additionalProperties", Json::object({{"format", "expression"}}))
                              .with("default", Json::object());
    return objectSchema(fields, Json::array({"variables"}));
}

Json timerFields()
{
    Json fields = Json::object();
    fields["duration"] =
        Field(tr("Duration"), tr("How long to wait, such as 72 h. Leave it empty to wait until a time."))
            .text("duration");
    fields["until"] = Field(tr("Until"), tr("The point in time to wait for, such as 2026-11-25T08:30:00Z."))
                          .text("date-time");
    return objectSchema(fields);
}

Json timeoutField()
{
    return Field(tr("Time-out"),
                 tr("How long to wait before the flow goes on by the time-out port. Empty: without end."))
        .text("duration");
}

Json waitForEventFields()
{
    Json fields = Json::object();
    fields["event"] =
        Field(tr("Event"), tr("The name of the event to wait for.")).text().with("minLength", 1);
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
    fields["due"] =
        Field(tr("Due"), tr("By when an answer is wanted; shown to the person, has no effect by itself."))
            .text("duration");
    fields["outcomes"] = Field(tr("Outcomes"), tr("The answers to choose from."))
                             .with("type", "array")
                             .with("items", outcome)
                             .with("minItems", 1)
                             .with("x-literal", true)
                             .with("default", Json::array({"Approve", "Reject"}));
    fields["form"] = Field(tr("Form"), tr("The fields that the person fills in, as a JSON Schema."))
                         .with("type", "object")
                         .with("format", "schema")
                         .with("x-literal", true);
    fields["timeout"] = timeoutField();
    return objectSchema(fields, Json::array({"title", "outcomes"}));
}

Json forEachFields()
{
    Json fields = Json::object();
    fields["items"] =
        Field(tr("Items"),
              tr("The list whose items are worked on; inside, item and index stand for one of them."))
            .with("type", "array")
            .with("format", "expression");
    fields["parallelism"] = Field(tr("At a time"), tr("How many items are worked on at the same time."))
                                .with("type", "integer")
                                .with("minimum", 1)
                                .with("maximum", 10000)
                                .with("default", 10);
    return objectSchema(fields, Json::array({"items"}));
}

} // namespace

Json nodeFieldSchema(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Start:
        return objectSchema(Json::object());
    case NodeKind::End:
        return endFields();
    case NodeKind::Fail:
        return failFields();
    case NodeKind::Activity:
        return activityFields();
    case NodeKind::If:
        return ifFields();
    case NodeKind::SetVariables:
        return setVariablesFields();
    case NodeKind::Timer:
        return timerFields();
    case NodeKind::WaitForEvent:
        return waitForEventFields();
    case NodeKind::Approval:
        return approvalFields();
    case NodeKind::ForEach:
        return forEachFields();
    }
    Q_UNREACHABLE();
}

} // namespace perdura
