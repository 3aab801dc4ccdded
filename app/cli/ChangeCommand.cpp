// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ChangeCommand.h"

#include "app/cli/InstanceReport.h"
#include "app/cli/InstanceWatch.h"
#include "app/cli/InstanceWords.h"
#include "app/cli/Workspace.h"
#include "engine/client/HubCodec.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

QList<QCommandLineOption> ChangeCommand::commonOptions()
{
    return {jsonOption(), workspaceOption()};
}

QString ChangeCommand::afterwards()
{
    return tr("The command then stays until the instance has done what it can do now, and prints how it "
              "stands. Ctrl+C\n"
              "ends this waiting; what was sent is safe by then.");
}

void ChangeCommand::begin(const QCommandLineParser &given)
{
    m_id = InstanceId(given.positionalArguments().constFirst());
    m_asJson = given.isSet(u"json"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void ChangeCommand::hubOpened()
{
    if (m_isAccepted)
        watch();
    else
        send();
}

void ChangeCommand::hubLost(const QString &why)
{
    if (!m_isAccepted) {
        finish(ExitCode::Failed, why);
        return;
    }
    // What was sent is on disk: a hub of our own carries the instance on.
    delete m_watch;
    openHub(workspace());
}

void ChangeCommand::accepted(const QString &what)
{
    m_isAccepted = true;
    console().note(what);
    watch();
}

void ChangeCommand::watch()
{
    m_watch = new InstanceWatch(hub(), m_id, this);
    connect(m_watch, &InstanceWatch::changed, this, &ChangeCommand::changed);
    connect(m_watch, &InstanceWatch::failed, this, [this](const Error &error) {
        if (!isLoss(error))
            finish(ExitCode::Failed, error.message);
    });
    m_watch->refresh();
}

void ChangeCommand::changed(const InstanceDetail &detail)
{
    if (!isFinished() && isSettled(detail.summary, SystemClock().now()))
        report();
}

void ChangeCommand::report()
{
    gatherReport(hub(), m_id, this, [this](const Result<InstanceReport> &report) {
        if (isFinished() || (!report && isLoss(report.error())))
            return;
        if (!report) {
            finish(ExitCode::Failed, report.error().message);
            return;
        }
        const InstanceSummary &summary = report->detail.summary;
        if (m_asJson) {
            console().print(toJson(*report));
        } else {
            QString line = tr("%1  %2").arg(inOneLine(summary.id.value), statusWords(summary.status));
            if (!report->waits.isEmpty())
                line += tr(", waits for %1").arg(report->waits.join(tr(", ")));
            else if (!summary.failureMessage.empty())
                line += tr(": %1").arg(inOneLine(summary.failureMessage));
            console().print(line);
        }
        finish(ExitCode::Done);
    });
}

void ChangeCommand::stop()
{
    if (m_isAccepted)
        finish(ExitCode::GoesOnLater, tr("Stopped; the instance goes on later with “%1”.").arg(resumeHint()));
    else
        finish(ExitCode::GoesOnLater, tr("Stopped before anything was sent."));
}

} // namespace perdura
