// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeFields.h"

#include "engine/definition/FieldSchemas.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return catalogText(text);
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
    fields["timeout"] = timeLimitField();
    fields["retry"] = retryField();
    fields["undo"] = undoField();
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

Json switchFields()
{
    Json fields = Json::object();
    fields["value"] = Field(tr("Value"), tr("What is compared with the cases.")).expression();
    fields["cases"] = Field(tr("Cases"), tr("Values to compare with; each has a port of its own."))
                          .with("type", "array")
                          .with("items", Field(tr("Case"), tr("The port has the same name.")).word())
                          .with("minItems", 1)
                          .with("x-literal", true)
                          .with("default", Json::array({"A", "B"}));
    return objectSchema(fields, Json::array({"value", "cases"}));
}

Json setStatusFields()
{
    Json fields = Json::object();
    fields["status"] =
        Field(tr("Status"), tr("What lists show of the instance from here on. Empty: nothing.")).expression();
    return objectSchema(fields);
}

Json noteFields()
{
    Json fields = Json::object();
    fields["text"] = Field(tr("Text"), tr("What whoever reads the drawing should know."))
                         .text("multiline")
                         .with("x-literal", true);
    return objectSchema(fields);
}

} // namespace

Json nodeFieldSchema(NodeKind kind)
{
    switch (kind) {
    case NodeKind::Start:
        return startFields();
    case NodeKind::Operation:
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
    case NodeKind::Switch:
        return switchFields();
    case NodeKind::SetStatus:
        return setStatusFields();
    case NodeKind::HttpCall:
        return httpCallFields();
    case NodeKind::Parallel:
        return parallelFields();
    case NodeKind::Race:
        return raceFields();
    case NodeKind::Scope:
        return scopeFields();
    case NodeKind::CriticalSection:
        return criticalSectionFields();
    case NodeKind::SubWorkflow:
        return subWorkflowFields();
    case NodeKind::StartInstance:
        return startInstanceFields();
    case NodeKind::SignalInstance:
        return signalInstanceFields();
    case NodeKind::TerminateInstance:
        return terminateInstanceFields();
    case NodeKind::ContinueAsNew:
        return continueAsNewFields();
    case NodeKind::EntityCall:
        return entityCallFields();
    case NodeKind::EntitySignal:
        return entitySignalFields();
    case NodeKind::SetState:
        return setStateFields();
    case NodeKind::Note:
        return noteFields();
    }
    Q_UNREACHABLE();
}

} // namespace perdura
