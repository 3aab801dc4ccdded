// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/ProcessRunActivity.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/ProcessCall.h"
#include "engine/activities/WorkspacePath.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ProcessRunActivity", text);
}

} // namespace

std::string ProcessRunActivity::name() const
{
    return "process.run";
}

QString ProcessRunActivity::title() const
{
    return tr("Run program");
}

QString ProcessRunActivity::description() const
{
    return tr("Runs a program with its arguments, not through a shell, and gives exit code and output.");
}

Json ProcessRunActivity::inputSchema() const
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["program"] =
        schemaField("string", tr("Program"), tr("A name from the search path, or a full path."));
    fields["arguments"] =
        schemaField("array", tr("Arguments"), tr("One entry for each; no quoting is needed."));
    fields["arguments"]["items"] = Json{{"type", "string"}};
    fields["workingFolder"] =
        schemaField("string", tr("Working folder"), tr("Relative to the workspace; empty: the workspace."));
    fields["workingFolder"]["format"] = "path";
    fields["environment"] =
        schemaField("object", tr("Environment"), tr("Variables to add to those of the hub."));
    fields["environment"]["additionalProperties"] = Json{{"type", "string"}};
    fields["stdin"] = schemaField("string", tr("Standard input"), {});
    fields["stdin"]["format"] = "multiline";
    fields["timeout"] =
        schemaField("string", tr("Time limit"), tr("The program is killed when it takes longer."));
    fields["timeout"]["format"] = "duration";
    fields["timeout"]["default"] = "5 min";
    fields["allowFailure"] = schemaField("boolean", tr("Allow failure"),
                                         tr("An exit code other than 0 is a result like any other."));
    fields["allowFailure"]["default"] = false;
    schema["required"] = Json::array({"program"});
    return schema;
}

QString ProcessRunActivity::summary(const Json &input) const
{
    InputReader reader(input);
    QString line = QString::fromStdString(reader.textOr("program", {}));
    if (reader.any("arguments").is_array()) {
        for (const std::string &argument : reader.textsOr("arguments"))
            line += u' ' + QString::fromStdString(argument);
    }
    return line;
}

void ProcessRunActivity::run(ActivityCall call, ActivityDone done) const
{
    InputReader input(call.input);
    ProcessRequest request;
    request.program = QString::fromStdString(input.text("program"));
    for (const std::string &argument : input.textsOr("arguments"))
        request.arguments << QString::fromStdString(argument);
    for (const auto &[name, value] : input.pairsOr("environment"))
        request.environment.emplace_back(QString::fromStdString(name), QString::fromStdString(value));
    request.standardInput = QByteArray::fromStdString(input.textOr("stdin", {}));
    request.timeout = input.durationOr("timeout", 5min);
    request.allowFailure = input.flagOr("allowFailure", false);
    const QString folder = QString::fromStdString(input.textOr("workingFolder", {}));
    if (input.failure())
        return done(tl::unexpected(*input.failure()));
    const auto absolute = resolveInWorkspace(call.environment.workspace, folder);
    if (!absolute)
        return done(tl::unexpected(absolute.error()));
    if (!QFileInfo(*absolute).isDir()) {
        return done(tl::unexpected(finalFailure(
            "InvalidInput", tr("The working folder “%1” does not exist in the workspace.").arg(folder))));
    }
    request.workingFolder = *absolute;
    ProcessCall::start(std::move(request), call.stop, std::move(done));
}

} // namespace perdura
