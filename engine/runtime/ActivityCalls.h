// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/ActivityRunner.h"
#include "engine/secrets/SecretInsertion.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>
#include <optional>
#include <stop_token>

namespace perdura {

/// The activities that wait or run. Shared between the runner and the calls themselves, which may end after
/// the runner has gone. Thread-safe.
class ActivityRunner::State : public std::enable_shared_from_this<State>
{
public:
    /// A call that may begin now.
    struct Call
    {
        const Activity *activity = nullptr;
        ActivityCall call;
        ActivityDone done;
        void run() { activity->run(std::move(call), std::move(done)); }
    };

    explicit State(Settings settings)
        : m_settings(std::move(settings))
    {}

    [[nodiscard]] const Activity *find(const std::string &name) const { return m_settings.activities(name); }
    void refuse(const ScheduledActivity &activity) const;
    [[nodiscard]] bool canLookUpSecrets() const { return m_settings.secrets != nullptr; }
    void refuseSecrets(const ScheduledActivity &activity) const;
    void enqueue(const Activity &kind, ScheduledActivity activity);
    /// Finds the secrets of one call after the other, until the runner shuts down.
    void lookUpSecrets();
    /// Waits for an activity that may block. Nothing: the runner shuts down.
    [[nodiscard]] std::optional<Call> takeBlocking();
    /// The next one for the event loop, if one may begin now.
    [[nodiscard]] std::optional<Call> takeIo();
    [[nodiscard]] Figures figures() const;
    void stopInstance(InstanceKey instance);
    void giveUp(InstanceKey instance, SequenceNumber task);
    /// The call has run too long: it fails now, whatever it does.
    void timeOut(const PendingTimer &call);
    [[nodiscard]] std::vector<RunningActivity> activitiesOf(const InstanceId &instance);
    void stopAll();
    /// False when calls are still running at the end of the time.
    [[nodiscard]] bool waitForCalls(std::chrono::milliseconds bound);
    /// From now on results and log lines go nowhere.
    void disconnect();
    /// Called, under a lock, when an activity for the event loop may begin, until disconnect(); it must not
    /// call back.
    void setIoReady(std::function<void()> ioReady);

    /// Where the ends of calls with a time limit are kept, until disconnect().
    void setDeadlines(TimerService *deadlines);

private:
    /// The number tells calls apart that a rewind or a new execution gave the same task.
    using Key = std::pair<InstanceKey, int>;
    struct Running
    {
        std::stop_source stop;
        bool isIo = false;
        bool isAnswered = false; ///< it ran too long: its own result comes too late
        Instant began;
        std::optional<Instant> deadline;
        ActivityProgress progress;
        std::shared_ptr<const ScheduledActivity> activity; ///< without the input
    };
    struct Waiting
    {
        ScheduledActivity activity;
        Instant since;
        std::vector<SecretUse> secrets = {}; ///< found
    };
    /// The call of which the secrets are being looked up.
    struct Lookup
    {
        std::shared_ptr<const ScheduledActivity> activity; ///< without the input
        std::stop_source stop;
    };
    struct Begun
    {
        Key key;
        std::stop_token stop;
        std::shared_ptr<const ScheduledActivity> activity;
    };

    /// What giveUp() has found.
    struct GivenUp
    {
        std::shared_ptr<const ScheduledActivity> activity; ///< null: there is no such call
        std::stop_source stop;
    };
    [[nodiscard]] GivenUp takeGivenUp(InstanceKey instance, SequenceNumber task);
    /// Under the lock: a call lacks nothing any more.
    void makeReady(Activity::Runs runs, Waiting waiting);
    [[nodiscard]] std::optional<Waiting> takeConfidential();
    void endLookup(Waiting waiting, Result<std::vector<SecretUse>> secrets);
    [[nodiscard]] Begun begin(ScheduledActivity &activity, bool isIo);
    void progressed(Key key, ActivityProgress progress);
    [[nodiscard]] Call makeCall(Waiting waiting, Begun begun);
    [[nodiscard]] static ActivityCall callOf(ScheduledActivity &activity);
    void finish(Key key, ActivityResult result);
    void deliver(const ScheduledActivity &activity, ActivityResult result);

    Settings m_settings;
    mutable std::mutex m_mutex;
    std::function<void()> m_ioReady; ///< under the mutex
    std::condition_variable m_workChanged;
    std::condition_variable m_callEnded;
    std::deque<Waiting> m_blocking;
    std::deque<Waiting> m_io;
    std::deque<Waiting> m_confidential; ///< their secrets have to be looked up first
    std::optional<Lookup> m_lookup;
    std::condition_variable m_lookupWanted;
    std::map<Key, Running> m_running;
    int m_begun = 0;
    TimerService *m_deadlines = nullptr; ///< under the mutex
    int m_runningIo = 0;
    bool m_isStopping = false;
    std::mutex m_sinkMutex; ///< held while a result or a line is handed on
    bool m_isConnected = true;
};

} // namespace perdura
