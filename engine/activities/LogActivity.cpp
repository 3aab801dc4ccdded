// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/LogActivity.h"

#include "engine/activities/InputReader.h"

#include <QCoreApplication>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::LogActivity", text);
}

std::string asText(const Json &message)
{
    return message.is_string() ? message.get<std::string>() : dumpJson(message);
}

} // namespace

std::string LogActivity::name() const
{
    return "log";
}

QString LogActivity::title() const
{
    return tr("Log");
}

QString LogActivity::description() const
{
    return tr("Writes a message to the log of the instance.");
}

Json LogActivity::inputSchema() const
{
    Json message =
        schemaField("string", tr("Message"), tr("Text, or any value; values are written as JSON."));
    message["format"] = "multiline";
    Json level = choiceField(
        tr("Level"), {}, {{"info", tr("Information")}, {"warning", tr("Warning")}, {"error", tr("Error")}});
    level["default"] = "info";
    Json schema = {{"type", "object"}};
    schema["properties"]["message"] = std::move(message);
    schema["properties"]["level"] = std::move(level);
    schema["required"] = Json::array({"message"});
    return schema;
}

QString LogActivity::summary(const Json &input) const
{
    return QString::fromStdString(InputReader(input).textOr("message", {}));
}

void LogActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    const std::string level = input.oneOf("level", {"info", "warning", "error"}, "info");
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    if (call.environment.log)
        call.environment.log(level, asText(input.any("message")));
    done(Json());
}

} // namespace perdura
