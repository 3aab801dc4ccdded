// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/CheckCommand.h"

#include "app/cli/Workspace.h"
#include "engine/client/ClosedHub.h"
#include "engine/client/HubCodec.h"
#include "engine/client/WorkspaceLock.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo CheckCommand::info() const
{
    return {
        u"hub check"_s,
        {},
        tr("Check a hub's database for damage."),
        tr("Reads the whole database of a hub and compares it with what must hold: the file itself, every "
           "history, the\n"
           "counters, the pending work. Nothing is repaired. A hub that runs goes on meanwhile; one that "
           "does not "
           "is not\n"
           "started. Ends with 1 when something is wrong."),
        {jsonOption(), workspaceOption()},
        0,
        0};
}

void CheckCommand::start(const QCommandLineParser &given)
{
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder) {
        finish(ExitCode::Usage, folder.error().message);
        return;
    }
    const auto report = checkClosedHub(*folder);
    if (report)
        print(*report);
    else if (report.error().code == ErrorCode::Busy && WorkspaceLock::owner(WorkspacePaths(*folder)))
        openHub(*folder);
    else
        finish(ExitCode::Failed, report.error().message);
}

void CheckCommand::hubOpened()
{
    ask(hub().check(), [this](const CheckReport &report) { print(report); });
}

void CheckCommand::print(const CheckReport &report)
{
    if (m_asJson) {
        console().print(encodeHub(report));
    } else {
        for (const CheckFinding &finding : report.findings)
            console().print(inOneLine(finding.text));
        if (report.isCut)
            console().note(tr("There is more; this is the beginning."));
        console().note(tr("Read %1 instances and %2 events.").arg(report.instances).arg(report.events));
        if (report.isSound())
            console().print(tr("The database is sound."));
        else
            console().note(
                tr("Restore a backup with “perdura hub restore”, or save what can be read with “perdura "
                   "hub salvage”."));
    }
    finish(report.isSound() ? ExitCode::Done : ExitCode::Failed);
}

} // namespace perdura
