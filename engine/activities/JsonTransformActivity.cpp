// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/JsonTransformActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/JsonTransform.h"

#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JsonTransformActivity", text);
}

} // namespace

std::string JsonTransformActivity::name() const
{
    return "json.transform";
}

QString JsonTransformActivity::title() const
{
    return tr("Transform JSON");
}

QString JsonTransformActivity::description() const
{
    return tr("Filters, sorts, groups and reshapes a value by a list of steps, without code.");
}

Json JsonTransformActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["input"] = Json{{"title", tr("Input").toStdString()},
                           {"description", tr("Any value; most steps need a list.").toStdString()}};
    fields["steps"] =
        schemaField("array", tr("Steps"),
                    tr("Done one after the other. Each is an object such as {\"op\": \"sort\", \"by\": "
                       "\"name\"}; “op” is one of %1. The help page on activities tells what each takes.")
                        .arg(transformOperations().join(", "_L1)));
    Json operations = Json::array();
    for (const QString &operation : transformOperations())
        operations.push_back(operation.toStdString());
    fields["steps"]["items"] = Json{{"type", "object"}, {"required", Json::array({"op"})}};
    fields["steps"]["items"]["x-properties"]["op"]["enum"] = std::move(operations);
    schema["required"] = Json::array({"input", "steps"});
    return schema;
}

QString JsonTransformActivity::summary(const Json &input) const
{
    QStringList names;
    for (const Json &step : InputReader(input).any("steps")) {
        if (step.is_object())
            names << QString::fromStdString(InputReader(step).textOr("op", {}));
    }
    return names.join(", "_L1);
}

void JsonTransformActivity::run(ActivityCall call, ActivityDone done) const
{
    const InputReader input(call.input);
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    done(transformJson(input.any("input"), input.any("steps")));
}

} // namespace perdura
