// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/ResumeCommand.h"

#include "app/cli/InstanceWatch.h"
#include "app/cli/InstanceWords.h"
#include "app/cli/Workspace.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo ResumeCommand::info() const
{
    return {u"resume"_s,
            {},
            tr("Carry on the instances that have not ended."),
            tr("Runs the hub of a workspace: what a crash, a time-out or Ctrl+C interrupted goes on where it "
               "was. Prints a line\n"
               "for each instance that ends or waits: id, workflow, status, what it waits for. Runs until "
               "Ctrl+C; with\n"
               "--until-idle only until every instance has ended or waits for a person, an event or a time "
               "to come.\n"
               "Without --until-idle the workspace's triggers start its workflows, too.\n"
               "While another program has the hub, this one watches, and takes over when that ends."),
            {QCommandLineOption(u"until-idle"_s, tr("End as soon as nothing can go on by itself.")),
             workspaceOption()},
            0,
            0};
}

void ResumeCommand::start(const QCommandLineParser &given)
{
    m_untilIdle = given.isSet(u"until-idle"_s);
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

void ResumeCommand::stop()
{
    // Stopping is how a run without end is meant to end.
    finish(m_untilIdle ? ExitCode::GoesOnLater : ExitCode::Done);
}

void ResumeCommand::hubOpened()
{
    if (hubRunsElsewhere())
        console().note(
            tr("Another program runs the hub of %1; this one takes over when that ends.").arg(workspace()));
    else if (!m_untilIdle)
        console().note(tr("The hub of %1 is running; Ctrl+C stops it.").arg(workspace()));
    connect(&hub(), &HubClient::instancesChanged, this, &ResumeCommand::look);
    // Work that nobody asked for would keep it from coming to rest.
    if (!m_untilIdle)
        runTriggers();
    look();
}

void ResumeCommand::hubLost(const QString &)
{
    m_looks = false;
    m_looksAgain = false;
    openHub(workspace());
}

void ResumeCommand::look()
{
    if (std::exchange(m_looks, true)) {
        m_looksAgain = true;
        return;
    }
    m_live.clear();
    lookFurther({});
}

void ResumeCommand::lookFurther(const QByteArray &after)
{
    InstanceQuery query;
    query.statuses = {OrchestrationStatus::Pending, OrchestrationStatus::Running};
    query.limit = 1000;
    query.after = after;
    ask(hub().instances(query), [this](const InstancePage &page) {
        m_live.insert(m_live.end(), page.instances.begin(), page.instances.end());
        if (page.next.isEmpty())
            lookedAtAll();
        else
            lookFurther(page.next);
    });
}

void ResumeCommand::lookedAtAll()
{
    const Instant now = SystemClock().now();
    std::map<InstanceId, const InstanceSummary *> live;
    m_isIdle = true;
    for (const InstanceSummary &summary : m_live) {
        m_known.try_emplace(summary.id);
        live.emplace(summary.id, &summary);
        m_isIdle = m_isIdle && isSettled(summary, now);
    }
    m_toReport.clear();
    for (const auto &[id, known] : m_known) {
        const auto found = live.find(id);
        const bool isNews = found == live.end() ? !known.hasEnded
                                                : isSettled(*found->second, now) &&
                                                      known.reported != found->second->lastUpdated;
        // Until the end only the end counts: then every instance is reported, once.
        if (m_untilIdle ? m_isIdle : isNews)
            m_toReport.push_back(id);
    }
    std::reverse(m_toReport.begin(), m_toReport.end());
    if (m_untilIdle && m_known.empty())
        console().note(tr("There is nothing to carry on."));
    reportNext();
}

void ResumeCommand::reportNext()
{
    if (!m_toReport.empty()) {
        const InstanceId id = m_toReport.back();
        m_toReport.pop_back();
        gatherReport(hub(), id, this, [this](const Result<InstanceReport> &report) {
            if (isFinished() || (!report && isLoss(report.error())))
                return;
            if (report)
                print(*report);
            else
                console().note(report.error());
            reportNext();
        });
    } else if (m_untilIdle && m_isIdle) {
        finish(ExitCode::Done);
    } else {
        m_looks = false;
        if (std::exchange(m_looksAgain, false))
            look();
    }
}

void ResumeCommand::print(const InstanceReport &report)
{
    const InstanceSummary &summary = report.detail.summary;
    QString line =
        tr("%1  %2  %3")
            .arg(inOneLine(summary.id.value), inOneLine(summary.name), statusWords(summary.status));
    if (!report.waits.isEmpty())
        line += tr("  waits for %1").arg(report.waits.join(tr(", ")));
    else if (const QString remark = remarkWords(summary); !remark.isEmpty())
        line += tr("  %1").arg(remark);
    Known &known = m_known[summary.id];
    if (known.line != line)
        console().print(line);
    known = {summary.lastUpdated, isTerminal(summary.status), line};
}

} // namespace perdura
