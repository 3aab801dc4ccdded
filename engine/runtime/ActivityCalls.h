// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/ActivityRunner.h"

#include <condition_variable>
#include <deque>
#include <map>
#include <mutex>

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
    void refuse(const RecoveredActivity &activity) const;
    void enqueue(Activity::Runs runs, RecoveredActivity activity);
    /// Waits for an activity that may block. Nothing: the runner shuts down.
    [[nodiscard]] std::optional<Call> takeBlocking();
    /// The next one for the event loop, if one may begin now.
    [[nodiscard]] std::optional<Call> takeIo();
    void stopInstance(InstanceKey instance);
    void stopAll();
    /// False when calls are still running at the end of the time.
    [[nodiscard]] bool waitForCalls(std::chrono::milliseconds bound);
    /// From now on results and log lines go nowhere.
    void disconnect();
    /// Called, under a lock, when an activity for the event loop may begin, until disconnect(); it must not
    /// call back.
    void setIoReady(std::function<void()> ioReady);

private:
    using Key = std::pair<InstanceKey, SequenceNumber>;
    struct Running
    {
        std::stop_source stop;
        bool isIo = false;
    };

    [[nodiscard]] std::stop_token begin(const RecoveredActivity &activity, bool isIo);
    [[nodiscard]] Call makeCall(RecoveredActivity activity, std::stop_token stop);
    [[nodiscard]] static ActivityCall callOf(const RecoveredActivity &activity);
    void finish(Key key, ActivityResult result);

    Settings m_settings;
    std::mutex m_mutex;
    std::function<void()> m_ioReady; ///< under the mutex
    std::condition_variable m_workChanged;
    std::condition_variable m_callEnded;
    std::deque<RecoveredActivity> m_blocking;
    std::deque<RecoveredActivity> m_io;
    std::map<Key, Running> m_running;
    int m_runningIo = 0;
    bool m_isStopping = false;
    std::mutex m_sinkMutex; ///< held while a result or a line is handed on
    bool m_isConnected = true;
};

} // namespace perdura
