// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"
#include "engine/core/FailPoints.h"
#include "engine/orchestration/OrchestrationLimits.h"
#include "engine/runtime/TimerService.h"
#include "engine/secrets/SecretStore.h"
#include "engine/store/Store.h"

#include <QObject>
#include <QThread>

#include <functional>
#include <memory>
#include <thread>
#include <vector>

namespace perdura {

/// The activity of that name, null when there is none. Any thread; the activity lives as long as the
/// function.
using ActivityLookup = std::function<const Activity *(const std::string &name)>;

/// Runs activities: those that may block on a few threads of their own, the others on one thread with an
/// event loop. The secrets that a call needs are looked up before it begins, on a thread of its own, since a
/// keychain may wait for a person; nothing that the call says holds them. Thread-safe.
class ActivityRunner
{
public:
    struct Settings
    {
        ActivityLookup activities;
        QString workspace;
        int threads = 4;
        FailPoints failPoints = {};
        std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
        std::shared_ptr<const SecretStore> secrets = nullptr;          ///< null: calls that need some fail
        std::size_t payloadBytes = OrchestrationLimits().payloadBytes; ///< of one result
        /// Takes the result of a call; any thread.
        std::function<void(const ScheduledActivity &, ActivityResult)> finished;
        /// Takes a line for the instance's log; any thread.
        std::function<void(const ScheduledActivity &, const std::string &level, const std::string &text)> log;
        /// A call has told how far it is; any thread, may be null.
        std::function<void(const InstanceId &)> progressed = nullptr;
    };

    explicit ActivityRunner(Settings settings);
    ~ActivityRunner();

    void run(ScheduledActivity activity);
    /// Tells the instance's running activities to stop and drops its waiting ones.
    void stopInstance(InstanceKey instance);
    /// Nobody waits for the call any more: it fails now (ActivityGivenUp), and is told to stop. Nothing
    /// happens when it has ended.
    void giveUp(InstanceKey instance, SequenceNumber task);
    /// The instance's activities that wait or run. Any thread.
    [[nodiscard]] std::vector<RunningActivity> activitiesOf(const InstanceId &instance) const;
    /// The clock has jumped: looks again which calls have run too long.
    void clockChanged() { m_deadlines.wake(); }
    struct Figures
    {
        int waiting = 0;
        int running = 0;
        std::optional<Instant> oldest = {}; ///< when the first of the waiting ones was handed in
    };
    [[nodiscard]] Figures figures() const;
    /// Tells all to stop and waits for them until the time is up. Results that come in meanwhile are handed
    /// on, except failures: an activity that gave up because the hub stops runs again after the next start.
    void shutDown(std::chrono::milliseconds bound);

    /// Calls at one time on the thread with the event loop; more wait.
    static constexpr int maxConcurrentIo = 64;

private:
    class State;
    void startIo();

    std::shared_ptr<State> m_state; ///< shared with calls that outlive the runner
    TimerService m_deadlines;       ///< of the calls that have a time limit
    std::vector<std::thread> m_threads;
    QThread m_ioThread;
    QObject *m_ioContext; ///< lives on m_ioThread, deleted when that ends
};

} // namespace perdura
