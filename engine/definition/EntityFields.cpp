// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldSchemas.h"

namespace perdura {

namespace {

QString tr(const char *text)
{
    return catalogText(text);
}

/// What every message to an entity says.
Json messageFields()
{
    Json fields = Json::object();
    fields["entity"] = Field(tr("Entity"), tr("The name of an entity of this workspace, such as account."))
                           .text("entity-name")
                           .with("minLength", 1);
    fields["key"] =
        Field(tr("Key"), tr("Which of them, such as a customer's number.")).text().with("minLength", 1);
    fields["operation"] =
        Field(tr("Operation"), tr("What it is asked to do, such as add.")).text().with("minLength", 1);
    fields["input"] = Field(tr("Input"), tr("What the operation is given.")).expression();
    return fields;
}

} // namespace

Json entityCallFields()
{
    Json fields = messageFields();
    fields["timeout"] = timeLimitField();
    fields["retry"] = retryField();
    fields["undo"] = undoField();
    return objectSchema(fields, Json::array({"entity", "key", "operation"}));
}

Json entitySignalFields()
{
    Json fields = messageFields();
    fields["delay"] =
        Field(tr("Delay"), tr("How long the entity waits with it. Empty: not at all.")).text("duration");
    return objectSchema(fields, Json::array({"entity", "key", "operation"}));
}

Json setStateFields()
{
    Json fields = Json::object();
    fields["state"] =
        Field(tr("State"), tr("What the entity keeps from here on. Empty: nothing, the entity is deleted."))
            .expression();
    return objectSchema(fields);
}

} // namespace perdura
