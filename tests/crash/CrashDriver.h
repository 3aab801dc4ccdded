// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/Hub.h"

#include <QStringList>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <set>

namespace perdura::test {

/// A line of output, whole or not at all.
void writeLine(int file, const std::string &line);

/// Wakes whoever waits for something to happen in the hub. Thread-safe.
class Changes
{
public:
    void note();
    template <typename Condition>
    void waitUntil(Condition isSo)
    {
        std::unique_lock lock(m_mutex);
        for (;;) {
            m_isChanged = false;
            lock.unlock();
            if (isSo())
                return;
            lock.lock();
            m_condition.wait(lock, [this] { return m_isChanged; });
        }
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_condition;
    bool m_isChanged = false;
};

/// The client of the hub that is killed. Writes a line for each thing that the hub has acknowledged.
class CrashDriver
{
public:
    /// All of them outlive this.
    CrashDriver(Hub &hub, StoreReader &reader, Changes &changes);

    /// “started ID” once it is acknowledged; “everything” is suspended and resumed at once.
    void start(const std::string &program, const QString &id);
    /// Suspends and resumes what has not ended of “everything”: a life may have ended between the two.
    void pauseAll();
    /// Signals the ledger of the clients with numbers from `first` on: “signalled NUMBER”.
    void signal(int first);
    /// Waits until the hub has answered everything and nothing is left to do; meanwhile answers human tasks
    /// with their first outcome, rewinds stumblers and terminates victims.
    void waitUntilQuiet();
    /// Sets a rule by which nothing finished stays, and waits until everything is purged.
    void purgeAll();

    static constexpr int signalsPerLife = 10;

private:
    void submit(WriteRequest request, const std::string &line);
    void send(const InstanceId &id, EventData data, bool includesChildren = false);
    void pause(const InstanceId &id);
    void answerTasks();
    void rewindStumblers();
    void terminateVictims();
    [[nodiscard]] std::vector<InstanceId> instancesOf(const std::string &program, OrchestrationStatus status);
    [[nodiscard]] bool isQuiet();
    [[nodiscard]] bool areEntitiesQuiet();

    Hub &m_hub;
    StoreReader &m_reader;
    Changes &m_changes;
    std::atomic<int> m_unanswered{0};
    std::set<HumanTaskId> m_answered;
    std::set<InstanceId> m_rewound;
    std::set<InstanceId> m_terminated;
};

} // namespace perdura::test
