// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/TriggerService.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/triggers/CompletionRunner.h"
#include "engine/triggers/FolderRunner.h"
#include "engine/triggers/ScheduleRunner.h"
#include "engine/triggers/TriggerLedger.h"

namespace perdura {

TriggerService::TriggerService(HubClient &hub, QString workspace,
                               std::shared_ptr<const ActivityRegistry> activities,
                               std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_workspace(std::move(workspace))
    , m_clock(clock ? std::move(clock) : std::make_shared<SystemClock>())
    , m_workspaceTriggers(m_workspace)
    , m_launcher(hub, m_workspace, std::move(activities))
{
    connect(&m_workspaceTriggers, &WorkspaceTriggers::changed, this, &TriggerService::distribute);
    connect(&m_workspaceTriggers, &WorkspaceTriggers::changed, this, &TriggerService::triggersChanged);
    connect(&m_launcher, &TriggerLauncher::started, this, &TriggerService::started);
    connect(&m_launcher, &TriggerLauncher::failed, this, &TriggerService::failed);
    auto work = inBackground([folder = m_workspace] { return std::make_shared<TriggerLedger>(folder); });
    whenFinished(std::move(work), this, [this](const Result<std::shared_ptr<TriggerLedger>> &ledger) {
        if (ledger)
            takeLedger(*ledger);
    });
}

TriggerService::~TriggerService() = default;

void TriggerService::takeLedger(std::shared_ptr<TriggerLedger> ledger)
{
    m_ledger = std::move(ledger);
    m_schedules = std::make_unique<ScheduleRunner>(m_launcher, *m_ledger, m_clock);
    m_folders = std::make_unique<FolderRunner>(m_launcher, *m_ledger, m_workspace);
    m_completions = std::make_unique<CompletionRunner>(m_hub, m_launcher, *m_ledger, m_clock);
    distribute();
}

void TriggerService::distribute()
{
    if (!m_ledger)
        return;
    m_schedules->setTriggers(triggers());
    m_folders->setTriggers(triggers());
    m_completions->setTriggers(triggers());
}

void TriggerService::lookAtClock()
{
    if (m_schedules)
        m_schedules->look();
}

} // namespace perdura
