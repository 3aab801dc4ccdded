// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldSchemas.h"

namespace perdura {

namespace {

QString tr(const char *text)
{
    return catalogText(text);
}

Json workflowField()
{
    return Field(tr("Workflow"), tr("The name of a workflow of this workspace."))
        .text("workflow")
        .with("minLength", 1);
}

Json inputField()
{
    return Field(tr("Input"), tr("What the workflow is given.")).expression();
}

Json newIdField()
{
    return Field(tr("Instance id"), tr("Empty: a new one is made.")).text();
}

Json instanceField()
{
    return Field(tr("Instance"), tr("The id of a running instance.")).text().with("minLength", 1);
}

} // namespace

Json subWorkflowFields()
{
    Json fields = Json::object();
    fields["workflow"] = workflowField();
    fields["input"] = inputField();
    fields["instanceId"] = newIdField();
    fields["timeout"] = timeLimitField();
    fields["retry"] = retryField();
    fields["undo"] = undoField();
    return objectSchema(fields, Json::array({"workflow"}));
}

Json startInstanceFields()
{
    Json fields = Json::object();
    fields["workflow"] = workflowField();
    fields["input"] = inputField();
    fields["instanceId"] = newIdField();
    return objectSchema(fields, Json::array({"workflow"}));
}

Json signalInstanceFields()
{
    Json fields = Json::object();
    fields["instance"] = instanceField();
    fields["event"] =
        Field(tr("Event"), tr("The name of the event that is raised for it.")).text().with("minLength", 1);
    fields["payload"] = Field(tr("Payload"), tr("What the event carries.")).expression();
    return objectSchema(fields, Json::array({"instance", "event"}));
}

Json terminateInstanceFields()
{
    Json fields = Json::object();
    fields["instance"] = instanceField();
    fields["reason"] = Field(tr("Reason"), tr("Why, for whoever looks at it later.")).text();
    return objectSchema(fields, Json::array({"instance"}));
}

Json continueAsNewFields()
{
    Json fields = Json::object();
    fields["input"] = Field(tr("Input"), tr("What the next round is given.")).expression();
    fields["keepEvents"] =
        Field(tr("Keep events"), tr("Events that nobody has taken yet go over to the next round."))
            .with("type", "boolean")
            .with("x-literal", true)
            .with("default", true);
    return objectSchema(fields);
}

} // namespace perdura
