// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/InstanceMover.h"

#include "engine/client/WhenFinished.h"

namespace perdura {

InstanceMover::InstanceMover(HubClient &hub, VersionId version, QString reason, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_version(std::move(version))
    , m_reason(std::move(reason))
{
    connect(&m_hub, &HubClient::instancesChanged, this, [this](const QList<InstanceId> &ids) {
        for (const InstanceId &id : ids) {
            if (m_open.contains(id))
                look(id);
        }
    });
}

void InstanceMover::move(const InstanceId &id)
{
    whenFinished(m_hub.instance(id), this, [this, id](const Result<InstanceDetail> &detail) {
        if (!detail) {
            settle(id, Outcome::Refused, detail.error().message);
            return;
        }
        m_open[id] = {detail->summary.historyLength, false};
        ask(id);
    });
}

void InstanceMover::ask(const InstanceId &id)
{
    whenFinished(m_hub.moveInstance(id, m_version, m_reason), this, [this, id](const Result<void> &taken) {
        if (taken)
            look(id);
        else
            settle(id, Outcome::Refused, taken.error().message);
    });
}

void InstanceMover::look(const InstanceId &id)
{
    whenFinished(m_hub.instance(id), this, [this, id](const Result<InstanceDetail> &detail) {
        if (!m_open.contains(id))
            return;
        if (detail)
            judge(detail->summary);
        else
            settle(id, Outcome::Refused, detail.error().message);
    });
}

void InstanceMover::judge(const InstanceSummary &summary)
{
    Request &request = m_open.at(summary.id);
    if (summary.version == m_version) {
        settle(summary.id, Outcome::Moved);
    } else if (summary.status == OrchestrationStatus::Pending && !request.isTold) {
        request.isTold = true;
        emit settled(summary.id, Outcome::Waits, {});
    } else if (summary.historyLength > 0) {
        // It may have begun anew meanwhile, with a shorter history.
        readOutcome(summary, summary.historyLength >= request.historyLength ? request.historyLength : 0);
    }
}

void InstanceMover::readOutcome(const InstanceSummary &summary, int from)
{
    constexpr int most = 5'000;
    HistoryRange range{HistoryRange::Anchor::Place, std::min(from, summary.historyLength - 1), most};
    whenFinished(
        m_hub.historyPage(summary.id, range), this, [this, summary](const Result<HistoryPage> &page) {
            if (!page || !m_open.contains(summary.id))
                return;
            for (const HistoryEvent &event : page->events) {
                const auto *moved = event.as<ExecutionMoved>();
                if (moved && moved->version == m_version && !moved->refusal.empty()) {
                    settle(summary.id, Outcome::Refused, QString::fromStdString(moved->refusal));
                    return;
                }
            }
            if (isTerminal(summary.status))
                settle(summary.id, Outcome::Refused, tr("The instance ended before it could be moved."));
        });
}

void InstanceMover::settle(const InstanceId &id, Outcome outcome, const QString &why)
{
    m_open.erase(id);
    emit settled(id, outcome, why);
}

} // namespace perdura
