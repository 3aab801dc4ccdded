// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/ActivityRunner.h"
#include "engine/runtime/Batches.h"
#include "engine/runtime/EntityHost.h"
#include "engine/runtime/HubCondition.h"
#include "engine/runtime/HubHealth.h"
#include "engine/runtime/HubSettings.h"
#include "engine/runtime/OrchestrationWorker.h"
#include "engine/runtime/Retention.h"
#include "engine/runtime/StorageThread.h"
#include "engine/runtime/TimerService.h"

namespace perdura {

/// A task hub: takes requests, runs orchestrations and activities, keeps everything in its store. Puts its
/// parts together and carries what one of them says to the next; each part owns its threads. The caller owns
/// the lock that keeps a second hub away from the store.
class Hub
{
public:
    /// Called once, after the commit, on a thread of the hub; must not block.
    using Done = std::function<void(Result<WriteReceipt>)>;

    /// Opens the store and goes on with what it finds there: starts, messages, activities and timers that are
    /// pending.
    [[nodiscard]] static Result<std::unique_ptr<Hub>> open(HubSettings settings);
    /// Finishes and stores the turns under way; tells running activities to stop and waits for them, 5 s at
    /// most.
    ~Hub();

    /// What a client asks for: anything but a turn or a log line. Any thread. Besides the store's errors:
    /// Cancelled when the hub shuts down.
    void submit(WriteRequest request, Done done);
    /// The clock has jumped: looks again which timers are due.
    void clockChanged()
    {
        m_timers.wake();
        m_activities.clockChanged();
        m_entities.wake();
        m_maintenance.wake();
    }
    /// The instance's activities that wait for a thread or run, with what they tell of themselves. Any
    /// thread.
    [[nodiscard]] std::vector<RunningActivity> activitiesOf(const InstanceId &instance) const
    {
        return m_activities.activitiesOf(instance);
    }
    /// For work that takes long and hurries nobody.
    [[nodiscard]] MaintenanceThread &maintenance() { return m_maintenance; }
    [[nodiscard]] Batches &batches() { return m_batches; }
    /// What the hub knows of it; the store's figures are added by whoever reads there. Any thread.
    [[nodiscard]] HubHealth health() const;
    /// Adds what only the running hub knows: which activities run and which wait in a queue. Any thread.
    void complete(InstanceExplanation &explanation) const;
    [[nodiscard]] const HubSettings &settings() const { return m_settings; }

private:
    explicit Hub(HubSettings settings);
    [[nodiscard]] Result<void> start();
    [[nodiscard]] Result<void> recover();
    [[nodiscard]] WorkerSettings workerSettings();
    [[nodiscard]] ActivityRunner::Settings activitySettings();
    [[nodiscard]] EntityWorkerSettings entitySettings();
    [[nodiscard]] Submit submitter();

    void post(InstanceMessage message);
    void accepted(const WriteRequest &request, const WriteReceipt &receipt);
    void storeTurn(const HistoryOwner &owner, DecidedTurn turn);
    void turnStored(const HistoryOwner &owner, const CommitTurn &turn, DecidedTurn &effects);
    void carryOut(const WriteReceipt &receipt);
    void storeEntityTurn(CommitEntityTurn turn);
    void activityFinished(const ScheduledActivity &activity, ActivityResult result);
    void appendLog(const ScheduledActivity &activity, const std::string &level, const std::string &text);
    void reportUnreadable(InstanceKey instance, const Error &error);
    void notify(const InstanceId &id) const;

    HubSettings m_settings;
    HubCondition m_condition;
    StorageThread m_storage;
    std::vector<std::unique_ptr<OrchestrationWorker>> m_workers;
    TimerService m_timers;
    ActivityRunner m_activities;
    EntityHost m_entities;
    MaintenanceThread m_maintenance;
    Retention m_retention;
    Batches m_batches;
};

} // namespace perdura
