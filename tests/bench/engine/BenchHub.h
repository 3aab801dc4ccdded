// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/Hub.h"
#include "engine/store/SqliteStore.h"
#include "tests/engine/runtime/TestActivities.h"

#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace perdura::bench {

/// Ends the program with that message.
[[noreturn]] void giveUp(const QString &message);

/// The value of a result that has to be there.
template <typename T>
T demand(Result<T> result)
{
    if (!result)
        giveUp(result.error().message);
    if constexpr (!std::is_void_v<T>)
        return std::move(*result);
}

/// The machine's clock, put forward at will.
class ShiftedClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return SystemClock().now() + Duration(m_shift); }
    void putForward(Duration by) { m_shift += by.count(); }

private:
    std::atomic<Duration::rep> m_shift{0};
};

/// A real hub over a database in a folder of its own. Waiting costs the hub next to nothing: it is told of
/// every change, but the waiting thread is woken only for those that may be the last.
class BenchHub
{
public:
    explicit BenchHub(const QString &parentFolder);

    test::TestActivities activities;
    std::shared_ptr<CodeOrchestrators::Functions> orchestrators =
        std::make_shared<CodeOrchestrators::Functions>();
    CodeEntities::Functions entities;

    void open();
    void close();
    [[nodiscard]] ShiftedClock &clock() { return *m_clock; }
    [[nodiscard]] Hub &hub() { return *m_hub; }
    [[nodiscard]] StoreReader &reader() { return *m_reader; }
    [[nodiscard]] const QString &folder() const { return m_path; }
    [[nodiscard]] QString databasePath() const;

    // These do not wait for the answer; a refusal ends the program.
    void submit(WriteRequest request);
    void start(const InstanceId &id, const std::string &orchestrator, const Json &input = {});
    void raise(const InstanceId &id, const std::string &name, const Json &input = {});

    /// To be called by every orchestrator, and every operation of an entity, as the last thing before it
    /// returns.
    void noteReturn() { ++m_returned; }
    /// Until there have been so many returns, and then that is so, which only a change can bring about.
    void waitUntil(int returns, const std::function<bool()> &isSo) { waitUntil(m_returned, returns, isSo); }
    /// Until so many instances have completed, on disk.
    void waitForCompleted(int count);
    /// Until so many have had their first turn, on disk.
    void waitForRunning(int count);
    /// Until there have been so many notices of changes since the program began.
    void waitForNotices(int count);
    [[nodiscard]] int notices() const { return m_notices; }

private:
    void note();
    void waitUntil(const std::atomic<int> &hint, int hintCount, const std::function<bool()> &isSo);
    [[nodiscard]] int countOf(OrchestrationStatus status);

    QTemporaryDir m_folder;
    QString m_path;
    std::shared_ptr<ShiftedClock> m_clock = std::make_shared<ShiftedClock>();
    std::shared_ptr<SqliteStore> m_store;
    std::atomic<int> m_returned{0};
    std::atomic<int> m_notices{0};
    std::atomic<const std::atomic<int> *> m_hint{nullptr}; ///< what the waiting thread waits for …
    std::atomic<int> m_hintCount{0};                       ///< … to reach this
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::unique_ptr<StoreReader> m_reader;
    std::unique_ptr<Hub> m_hub; ///< goes first: its threads call the above
};

/// As a client makes them.
[[nodiscard]] InstanceId newInstanceId();

} // namespace perdura::bench
