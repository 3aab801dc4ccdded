// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SalvageCommand.h"

#include "app/cli/Workspace.h"
#include "engine/client/ClosedHub.h"

#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo SalvageCommand::info() const
{
    return {u"hub salvage"_s,
            u"DIR"_s,
            tr("Export what can be read of a damaged database."),
            tr("Exports every instance that can be read into a file of its own in the folder, and names the "
               "others. "
               "No program\n"
               "may run the hub meanwhile; the database is only read. Ends with 1 when something could not "
               "be read."),
            {jsonOption(), workspaceOption()},
            1,
            1};
}

void SalvageCommand::start(const QCommandLineParser &given)
{
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        salvage(*folder, QFileInfo(given.positionalArguments().constFirst()).absoluteFilePath(),
                given.isSet(u"json"_s));
}

void SalvageCommand::salvage(const QString &workspace, const QString &folder, bool asJson)
{
    const auto report = salvageHub(workspace, folder);
    if (!report) {
        finish(ExitCode::Failed, report.error().message);
        return;
    }
    Json skipped = Json::array();
    for (const SalvageReport::Skipped &instance : report->skipped) {
        skipped.push_back(Json{{"instance", instance.id.value}, {"why", instance.why.toStdString()}});
        if (!asJson)
            console().print(tr("%1: %2").arg(inOneLine(instance.id.value), inOneLine(instance.why)));
    }
    if (asJson) {
        console().print(Json{{"exported", report->exported},
                             {"skipped", std::move(skipped)},
                             {"mayMissInstances", report->mayMissInstances}});
    } else {
        console().note(tr("Exported %1 instances, could not read %2.")
                           .arg(report->exported)
                           .arg(report->skipped.size()));
        if (report->mayMissInstances)
            console().note(tr("The list of instances has a hole; there may have been more."));
    }
    finish(report->skipped.empty() && !report->mayMissInstances ? ExitCode::Done : ExitCode::Failed);
}

} // namespace perdura
