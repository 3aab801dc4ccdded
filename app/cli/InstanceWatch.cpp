// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/InstanceWatch.h"

#include "engine/client/WhenFinished.h"

namespace perdura {

InstanceWatch::InstanceWatch(HubClient &hub, InstanceId id, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_id(std::move(id))
{
    connect(&hub, &HubClient::instancesChanged, this, [this](const QList<InstanceId> &ids) {
        if (ids.contains(m_id))
            refresh();
    });
}

void InstanceWatch::refresh()
{
    if (std::exchange(m_asks, true)) {
        m_asksAgain = true;
        return;
    }
    whenFinished(m_hub.instance(m_id), this, [this](const Result<InstanceDetail> &detail) {
        if (detail)
            askForHistory(*detail);
        else
            emit failed(detail.error());
    });
}

// After the details, so that the history is never behind them.
void InstanceWatch::askForHistory(const InstanceDetail &detail)
{
    whenFinished(m_hub.history(m_id), this, [this, detail](const Result<History> &history) {
        if (!history) {
            emit failed(history.error());
            return;
        }
        emit changed(detail, *history);
        answered();
    });
}

void InstanceWatch::answered()
{
    m_asks = false;
    if (std::exchange(m_asksAgain, false))
        refresh();
}

bool isSettled(const InstanceSummary &summary, Instant now)
{
    if (isTerminal(summary.status))
        return true;
    const bool isDue = summary.nextTimer && *summary.nextTimer <= now;
    return summary.status != OrchestrationStatus::Pending && !summary.hasWork && !isDue;
}

} // namespace perdura
