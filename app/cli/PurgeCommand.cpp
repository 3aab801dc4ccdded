// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/PurgeCommand.h"

#include "app/cli/InstanceWords.h"
#include "app/cli/Workspace.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

CommandInfo PurgeCommand::info() const
{
    return {
        u"instances purge"_s,
        u"[ID…]"_s,
        tr("Remove finished instances for good."),
        tr("Removes finished instances with their history and log: those that are named, or with --status or "
           "--name all\n"
           "that fit. For the latter the command only tells how many there are, until --yes is given."),
        {QCommandLineOption(u"status"_s,
                            tr("Those that are Completed, Failed, Terminated or Canceled; with commas."),
                            u"STATUS"_s),
         QCommandLineOption(u"name"_s, tr("Those with this in the workflow's name or the id."), u"TEXT"_s),
         QCommandLineOption(u"children"_s, tr("Also the finished instances that they started.")),
         QCommandLineOption(u"reason"_s, tr("Why; it is kept in the audit log."), u"TEXT"_s),
         QCommandLineOption(u"yes"_s, tr("Do it.")), jsonOption(), workspaceOption()},
        0,
        -1};
}

void PurgeCommand::start(const QCommandLineParser &given)
{
    for (const QString &id : given.positionalArguments())
        m_ids.emplace_back(id);
    const bool isQuery = given.isSet(u"status"_s) || given.isSet(u"name"_s);
    if (isQuery != m_ids.empty()) {
        finish(ExitCode::Usage, tr("Give either ids, or --status or --name."));
        return;
    }
    m_batch.action = BatchAction::Purge;
    m_batch.query.nameContains = given.value(u"name"_s);
    m_batch.reason = given.value(u"reason"_s).toStdString();
    m_batch.includesChildren = given.isSet(u"children"_s);
    m_isConfirmed = given.isSet(u"yes"_s);
    m_asJson = given.isSet(u"json"_s);
    if (!readStatuses(given.value(u"status"_s)))
        return;
    const auto folder = findWorkspace(given);
    if (!folder)
        finish(ExitCode::Usage, folder.error().message);
    else
        openHub(*folder);
}

bool PurgeCommand::readStatuses(const QString &text)
{
    using Status = OrchestrationStatus;
    const std::vector<Status> finished{Status::Completed, Status::Failed, Status::Terminated,
                                       Status::Canceled};
    const QStringList parts = text.split(u',', Qt::SkipEmptyParts);
    for (const QString &part : parts) {
        const auto found = std::ranges::find_if(finished, [&part](Status status) {
            return statusWords(status).compare(part.trimmed(), Qt::CaseInsensitive) == 0;
        });
        if (found == finished.end()) {
            finish(ExitCode::Usage,
                   tr("--status: “%1” is none of Completed, Failed, Terminated and Canceled.")
                       .arg(part.trimmed()));
            return false;
        }
        m_batch.query.statuses.push_back(*found);
    }
    if (m_batch.query.statuses.empty())
        m_batch.query.statuses = finished;
    return true;
}

void PurgeCommand::hubOpened()
{
    if (!m_ids.empty())
        purgeListed();
    else if (m_isConfirmed)
        startBatch();
    else
        countMatches();
}

void PurgeCommand::purgeListed()
{
    ask(hub().purge(m_ids, m_batch.includesChildren, QString::fromStdString(m_batch.reason)),
        [this](const PurgeSummary &summary) {
            m_refused = summary.refused;
            print(summary.purged);
        });
}

void PurgeCommand::countMatches()
{
    ask(hub().countMatches(m_batch.query), [this](qint64 count) {
        if (m_asJson)
            console().print(Json{{"matched", count}});
        else
            console().print(tr("%1 instances would be removed; add --yes to do it.").arg(count));
        finish(ExitCode::Done);
    });
}

void PurgeCommand::startBatch()
{
    connect(&hub(), &HubClient::batchesChanged, this, &PurgeCommand::askForProgress);
    ask(hub().startBatch(m_batch), [this](int batch) {
        m_batchId = batch;
        askForProgress();
    });
}

void PurgeCommand::askForProgress()
{
    if (m_batchId == 0 || m_status.state != BatchStatus::State::Running)
        return;
    ask(hub().batches(), [this](const std::vector<BatchStatus> &batches) {
        const auto found = std::ranges::find(batches, m_batchId, &BatchStatus::id);
        if (found == batches.end() || m_status.state != BatchStatus::State::Running)
            return;
        m_status = *found;
        if (m_status.state == BatchStatus::State::Paused)
            finish(ExitCode::Failed, m_status.pausedBecause);
        else if (m_status.state != BatchStatus::State::Running)
            askForOutcomes();
    });
}

void PurgeCommand::askForOutcomes()
{
    ask(hub().batchOutcomes(m_batchId, m_outcomesRead), [this](const std::vector<BatchOutcome> &outcomes) {
        m_outcomesRead += int(outcomes.size());
        for (const BatchOutcome &outcome : outcomes) {
            if (!outcome.refusal.isEmpty())
                m_refused.push_back(outcome);
        }
        if (outcomes.empty())
            print(m_status.done);
        else
            askForOutcomes();
    });
}

void PurgeCommand::print(qint64 purged)
{
    if (m_asJson) {
        Json refused = Json::array();
        for (const BatchOutcome &outcome : m_refused)
            refused.push_back(
                Json{{"instance", outcome.instance.value}, {"why", outcome.refusal.toStdString()}});
        console().print(Json{{"purged", purged}, {"refused", std::move(refused)}});
    } else {
        for (const BatchOutcome &outcome : m_refused)
            console().note(inOneLine(outcome.refusal));
        console().print(tr("%1 instances removed").arg(purged));
    }
    finish(m_refused.empty() ? ExitCode::Done : ExitCode::Failed);
}

} // namespace perdura
