// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"
#include "engine/triggers/TriggerLauncher.h"
#include "engine/triggers/WorkspaceTriggers.h"

#include <memory>

namespace perdura {

class CompletionRunner;
class FolderRunner;
class ScheduleRunner;
class TriggerLedger;

/// Starts the workflows of a workspace by their schedules, folders and ends of other workflows, as long as it
/// lives. For the process that runs the hub; HTTP routes are the web door's. Lives on the hub's thread; the
/// work with the disk is done on others.
class TriggerService final : public QObject
{
    Q_OBJECT

public:
    /// The hub must outlive this. The clock is the machine's when null.
    TriggerService(HubClient &hub, QString workspace, std::shared_ptr<const ActivityRegistry> activities,
                   std::shared_ptr<const Clock> clock = {}, QObject *parent = nullptr);
    ~TriggerService() override;

    /// Those in force; empty until the first look at the workspace.
    [[nodiscard]] const TriggerMap &triggers() const { return m_workspaceTriggers.triggers(); }
    /// What it has to remember was read; before that, nothing starts.
    [[nodiscard]] bool isReady() const { return m_ledger != nullptr; }
    /// For whoever has moved the clock.
    void lookAtClock();

signals:
    void triggersChanged();
    void started(const QString &workflow, const perdura::InstanceId &instance);
    void failed(const QString &workflow, const QString &why);

private:
    void takeLedger(std::shared_ptr<TriggerLedger> ledger);
    void distribute();

    HubClient &m_hub;
    QString m_workspace;
    std::shared_ptr<const Clock> m_clock;
    WorkspaceTriggers m_workspaceTriggers;
    TriggerLauncher m_launcher;
    std::shared_ptr<TriggerLedger> m_ledger; ///< null until it is read
    // They use what stands above.
    std::unique_ptr<ScheduleRunner> m_schedules;
    std::unique_ptr<FolderRunner> m_folders;
    std::unique_ptr<CompletionRunner> m_completions;
};

} // namespace perdura
