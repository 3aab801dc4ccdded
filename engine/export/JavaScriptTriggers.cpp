// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptTriggers.h"

#include "engine/export/FunctionName.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JavaScriptExport", text);
}

const Json &listOf(const Node &start, const char *field)
{
    static const Json none = Json::array();
    const auto found = start.fields.find(field);
    return found != start.fields.end() && found->is_array() ? *found : none;
}

CodeLines inputOf(const Json &trigger, const char *ownInput)
{
    const Json input = trigger.value("input", Json());
    if (input.is_null() || input == "")
        return {ownInput};
    return around("keep(", javaScriptValue(input), ")");
}

std::string functionOf(const WorkflowDefinition &definition, const char *what, std::size_t number)
{
    return javaScriptText(functionName(definition.name) + what +
                          (number == 0 ? "" : std::to_string(number + 1)));
}

CodeLines routeCode(const WorkflowDefinition &definition, const Json &route, std::size_t number)
{
    CodeLines lines{"",
                    "app.http(" + functionOf(definition, "_route", number) + ", {",
                    "    methods: [" + javaScriptText(route.value("method", "POST")) + "],",
                    "    route: " + javaScriptText(route.value("route", "")) + ",",
                    "    authLevel: 'function',",
                    "    extraInputs: [df.input.durableClient()],",
                    "    handler: async (request, context) => {",
                    "        const input = await requestInput(request);"};
    const CodeLines start =
        around("const id = await startNew(context, " + javaScriptText(functionName(definition.name)) + ", ",
               inputOf(route, "input"), ");");
    append(lines, indented(indented(start)));
    append(lines,
           {"        return df.getClient(context).createCheckStatusResponse(request, id);", "    },", "});"});
    return lines;
}

CodeLines scheduleCode(const WorkflowDefinition &definition, const Json &schedule, std::size_t number)
{
    // A function app's notation has the seconds in front.
    const std::string cron = "0 " + schedule.value("cron", std::string());
    CodeLines lines{"",
                    "app.timer(" + functionOf(definition, "_schedule", number) + ", {",
                    "    schedule: " + javaScriptText(cron) + ",",
                    "    extraInputs: [df.input.durableClient()],",
                    "    handler: async (timer, context) => {",
                    "        const input = { due: new Date().toISOString(), schedule: " +
                        javaScriptText(schedule.value("cron", std::string())) + " };"};
    const CodeLines start =
        around("await startNew(context, " + javaScriptText(functionName(definition.name)) + ", ",
               inputOf(schedule, "input"), ");");
    append(lines, indented(indented(start)));
    append(lines, {"    },", "});"});
    return lines;
}

} // namespace

CodeLines triggerCode(const WorkflowDefinition &definition, const Node &start)
{
    CodeLines lines;
    const Json &routes = listOf(start, "routes");
    for (std::size_t i = 0; i < routes.size(); ++i)
        append(lines, routeCode(definition, routes[i], i));
    const Json &schedules = listOf(start, "schedules");
    for (std::size_t i = 0; i < schedules.size(); ++i)
        append(lines, scheduleCode(definition, schedules[i], i));
    return lines;
}

std::vector<QString> triggerRemarks(const WorkflowDefinition &definition, const Node &start)
{
    std::vector<QString> remarks;
    const QString name = QString::fromStdString(definition.name);
    for (const Json &schedule : listOf(start, "schedules")) {
        const std::string zone = schedule.value("timeZone", std::string());
        if (!zone.empty() && zone != "UTC") {
            remarks.push_back(
                tr("“%1” starts by a schedule in the time zone %2; set WEBSITE_TIME_ZONE of the function "
                   "app to it.")
                    .arg(name, QString::fromStdString(zone)));
        }
        if (schedule.value("catchUp", std::string()) == "all")
            remarks.push_back(
                tr("“%1” makes up for all missed times of a schedule; a function app does so for the "
                   "last one only.")
                    .arg(name));
    }
    if (!listOf(start, "folders").empty())
        remarks.push_back(
            tr("“%1” starts when files come into a folder; a function app has no such trigger, so start "
               "it from a blob trigger or the like.")
                .arg(name));
    if (!listOf(start, "completions").empty())
        remarks.push_back(
            tr("“%1” starts when another workflow ends; a function app has no such trigger, so start it "
               "at the end of that workflow.")
                .arg(name));
    return remarks;
}

} // namespace perdura
