// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FieldSchemas.h"

namespace perdura {

namespace {

QString tr(const char *text)
{
    return catalogText(text);
}

std::string text(const QString &translated)
{
    return translated.toStdString();
}

/// A container that may be given up or repeated as a whole.
Json guarded(Json fields, Json required = Json::array())
{
    fields["timeout"] = timeLimitField();
    fields["retry"] = retryField();
    return objectSchema(std::move(fields), std::move(required));
}

} // namespace

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
    fields["onFailure"] = Field(tr("When one fails"), tr("What becomes of the other items."))
                              .with("type", "string")
                              .with("enum", Json::array({"finish", "stop", "collect"}))
                              .with("x-enumTitles", Json::array({text(tr("Finish the others, then fail")),
                                                                 text(tr("Begin no more, then fail")),
                                                                 text(tr("Give its error as its result"))}));
    fields["tolerate"] =
        Field(tr("Tolerate"), tr("So many items may fail without failing the whole.")).whole(0, 1'000'000);
    return guarded(fields, Json::array({"items"}));
}

Json parallelFields()
{
    Json fields = Json::object();
    fields["waitFor"] =
        Field(tr("Wait for"), tr("How many lanes must end well; the others are then given up. Empty: all."))
            .whole(1, 10'000);
    fields["onFailure"] =
        Field(tr("When one fails"), tr("What becomes of the other lanes."))
            .with("type", "string")
            .with("enum", Json::array({"stop", "collect"}))
            .with("x-enumTitles",
                  Json::array({text(tr("Give them up and fail")), text(tr("Give its error as its result"))}))
            .with("default", "stop");
    return guarded(fields);
}

Json raceFields()
{
    Json fields = Json::object();
    fields["others"] =
        Field(tr("Other lanes"),
              tr("What becomes of the lanes that have lost. The workflow ends when the timers "
                 "and steps of those that go on have ended."))
            .with("type", "string")
            .with("enum", Json::array({"stop", "keep"}))
            .with("x-enumTitles", Json::array({text(tr("Give them up")), text(tr("Let them go on"))}))
            .with("x-literal", true)
            .with("default", "stop");
    return guarded(fields);
}

Json scopeFields()
{
    return guarded(Json::object());
}

Json criticalSectionFields()
{
    Json fields = Json::object();
    fields["entities"] =
        Field(tr("Entities"), tr("What no one else may change meanwhile, such as @account@anna."))
            .with("type", "array")
            .with("items", Field(tr("Entity"), tr("Name and key, such as @account@anna.")).text("entity"))
            .with("minItems", 1)
            .with("default", Json::array());
    return guarded(fields, Json::array({"entities"}));
}

} // namespace perdura
