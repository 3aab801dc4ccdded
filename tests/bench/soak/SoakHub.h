// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/Hub.h"
#include "engine/store/SqliteStore.h"

#include <QTemporaryDir>

#include <atomic>
#include <condition_variable>
#include <mutex>

namespace perdura::bench {

/// A hub over a database in a folder of its own, that runs the soak's programs. Any fault ends the program.
class SoakHub
{
public:
    using TimePoint = std::chrono::steady_clock::time_point;

    /// Finished instances stay for `keep`.
    SoakHub(const QString &parentFolder, std::chrono::seconds keep);
    ~SoakHub();

    void start(const std::string &id, const std::string &program, const Json &input);
    void raise(const std::string &id, const std::string &event, const Json &input);
    void signal(const EntityId &entity, const std::string &operation, const Json &input);
    /// Waits for changes until `isSo` holds, or that time; whether it does.
    [[nodiscard]] bool waitUntil(const std::function<bool()> &isSo, TimePoint bound);

    [[nodiscard]] StoreReader &reader() { return *m_reader; }
    /// With the log.
    [[nodiscard]] double databaseMegabytes() const;
    /// Requests that are not answered and instances that have not ended; 0 only when there is nothing to do.
    [[nodiscard]] qint64 unfinished();
    /// Whether no instance has ended but as completed; prints some of the others.
    [[nodiscard]] bool areAllWell();
    [[nodiscard]] HubHealth health() const { return m_hub->health(); }
    /// What all accounts have together; nothing while one of them is locked or has messages.
    [[nodiscard]] std::optional<int> sumOfAccounts();

private:
    void submit(WriteRequest request);
    void noteChange();

    QTemporaryDir m_folder;
    QString m_database;
    std::shared_ptr<SqliteStore> m_store;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    quint64 m_changes = 0;
    std::atomic<qint64> m_unanswered{0};
    std::unique_ptr<StoreReader> m_reader;
    std::unique_ptr<Hub> m_hub; ///< goes first: its threads call the above
};

/// Ends the program with that message.
[[noreturn]] void giveUp(const QString &message);

} // namespace perdura::bench
