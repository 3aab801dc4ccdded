// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/Hub.h"
#include "engine/store/SqliteConnection.h"
#include "engine/store/SqliteStore.h"
#include "tests/engine/runtime/TestActivities.h"

#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <future>
#include <set>

namespace perdura::test {

/// A hub over a database in a temporary folder that can be stopped and started again, asked and waited for.
class TestHub
{
public:
    TestHub() { m_options.path = m_folder.filePath(QStringLiteral("hub.db")); }

    TestActivities activities;
    std::shared_ptr<CodeOrchestrators::Functions> orchestrators =
        std::make_shared<CodeOrchestrators::Functions>();
    std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    int cachedInstances = 100;
    int activityThreads = 0;
    OrchestrationLimits limits;
    CodeEntities::Functions entities;
    EntityLimits entityLimits;
    int cachedEntities = 100;
    OrchestratorSourceFactory source; ///< in place of `orchestrators`

    /// Before the first open(): the database lies in memory and lives as long as this.
    void stayInMemory()
    {
        m_options.isInMemory = true;
        m_options.path = m_folder.path().section(QLatin1Char('/'), -1);
    }
    [[nodiscard]] SqliteOptions &options() { return m_options; }
    [[nodiscard]] QString path() const { return m_options.path; }
    [[nodiscard]] Hub &hub() { return *m_hub; }

    [[nodiscard]] Result<void> open()
    {
        m_store = std::make_shared<SqliteStore>(m_options);
        HubSettings settings;
        settings.workspace = m_folder.path();
        settings.store = m_store;
        settings.activities = activities.lookup();
        settings.clock = clock;
        settings.orchestrators = [functions =
                                      std::shared_ptr<const CodeOrchestrators::Functions>(orchestrators)] {
            return std::make_unique<CodeOrchestrators>(functions);
        };
        if (source)
            settings.orchestrators = source;
        settings.cachedInstances = cachedInstances;
        settings.activityThreads = activityThreads;
        settings.limits = limits;
        settings.entities = [functions = entities] { return std::make_unique<CodeEntities>(functions); };
        settings.entityLimits = entityLimits;
        settings.cachedEntities = cachedEntities;
        settings.changed = [this](const InstanceId &) { noteChange(); };
        settings.stateChanged = [this](const HubState &state) {
            const std::lock_guard lock(m_mutex);
            m_states.push_back(state);
            m_changed.notify_all();
        };
        auto hub = Hub::open(settings);
        if (!hub)
            return fail(hub.error());
        m_hub = std::move(*hub);
        auto reader = m_store->openReader();
        if (!reader)
            return fail(reader.error());
        m_reader = std::move(*reader);
        if (m_options.isInMemory && !m_keeper) {
            auto keeper = m_store->openReader();
            if (!keeper)
                return fail(keeper.error());
            m_keeper = std::move(*keeper);
        }
        return {};
    }
    void close()
    {
        m_reader.reset();
        m_hub.reset();
    }
    /// Begins to stop the hub on another thread; close() ends it here.
    [[nodiscard]] std::future<void> beginToClose()
    {
        m_reader.reset();
        return std::async(std::launch::async, [this] { m_hub.reset(); });
    }
    /// Runs SQL on a connection of its own.
    [[nodiscard]] Result<void> sql(const QString &text) const
    {
        const auto connection = SqliteConnection::open(m_options, SqliteConnection::Access::ReadWrite);
        return connection ? (*connection)->run(text) : fail(connection.error());
    }
    [[nodiscard]] Result<void> reopen()
    {
        close();
        return open();
    }

    [[nodiscard]] std::future<Result<WriteReceipt>> beginToSubmit(WriteRequest request)
    {
        auto done = std::make_shared<std::promise<Result<WriteReceipt>>>();
        auto result = done->get_future();
        m_hub->submit(std::move(request),
                      [done](Result<WriteReceipt> receipt) { done->set_value(std::move(receipt)); });
        return result;
    }
    [[nodiscard]] Result<WriteReceipt> submit(WriteRequest request)
    {
        return beginToSubmit(std::move(request)).get();
    }
    [[nodiscard]] Result<WriteReceipt> start(const std::string &orchestrator, const std::string &id,
                                             const Json &input = {})
    {
        return submit(CreateInstance{InstanceId(id),
                                     orchestrator,
                                     {},
                                     ExecutionId("x-" + id),
                                     QByteArray::fromStdString(dumpJson(input)),
                                     clock->now()});
    }
    [[nodiscard]] std::future<Result<WriteReceipt>> beginToRaise(const std::string &id,
                                                                 const std::string &name, const Json &input)
    {
        HistoryEvent event;
        event.timestamp = clock->now();
        event.data = EventRaised{name, input};
        return beginToSubmit(AddMessage{InstanceId(id), event});
    }
    [[nodiscard]] Result<WriteReceipt> raise(const std::string &id, const std::string &name,
                                             const Json &input)
    {
        return beginToRaise(id, name, input).get();
    }
    [[nodiscard]] Result<WriteReceipt> terminate(const std::string &id, const std::string &reason)
    {
        HistoryEvent event;
        event.timestamp = clock->now();
        event.data = ExecutionTerminated{reason};
        return submit(AddMessage{InstanceId(id), event});
    }
    [[nodiscard]] Result<WriteReceipt> answer(const std::string &id, SequenceNumber task,
                                              const HumanTaskAnswer &answer)
    {
        return submit(AnswerHumanTask{{InstanceId(id), task}, answer, clock->now()});
    }

    [[nodiscard]] InstanceDetail detail(const std::string &id)
    {
        const auto found = m_reader->instance(InstanceId(id));
        if (!found)
            qWarning().noquote() << "No detail of" << id.c_str() << found.error().message;
        return found ? *found : InstanceDetail();
    }
    [[nodiscard]] History history(const std::string &id)
    {
        const auto found = m_reader->history(InstanceId(id));
        return found ? *found : History();
    }
    [[nodiscard]] StoreReader &reader() { return *m_reader; }

    /// Waits for a change after which `isSo` holds; false when the time is up.
    template <typename Condition>
    [[nodiscard]] bool waitUntil(Condition isSo, std::chrono::seconds bound = std::chrono::seconds(10))
    {
        const auto end = std::chrono::system_clock::now() + bound;
        std::unique_lock lock(m_mutex);
        for (;;) {
            const quint64 seen = m_changes;
            lock.unlock();
            if (isSo())
                return true;
            lock.lock();
            const auto changed = [&] { return m_changes != seen; };
            if (!m_changed.wait_until(lock, end, changed))
                return false;
        }
    }
    [[nodiscard]] bool waitForEnd(const std::string &id)
    {
        return waitUntil([&] { return isTerminal(detail(id).summary.status); });
    }
    [[nodiscard]] bool waitForStatus(const std::string &id, OrchestrationStatus status)
    {
        return waitUntil([&] { return detail(id).summary.status == status; });
    }
    [[nodiscard]] bool waitForState(HubState::Kind kind)
    {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_until(lock, std::chrono::system_clock::now() + std::chrono::seconds(20),
                                    [&] { return !m_states.empty() && m_states.back().kind == kind; });
    }
    [[nodiscard]] bool hasBeen(HubState::Kind kind)
    {
        const std::lock_guard lock(m_mutex);
        return std::ranges::any_of(m_states, [kind](const HubState &state) { return state.kind == kind; });
    }
    /// For what is not a change of an instance: lets waitUntil() look again.
    void noteChange()
    {
        const std::lock_guard lock(m_mutex);
        ++m_changes;
        m_changed.notify_all();
    }

private:
    QTemporaryDir m_folder;
    SqliteOptions m_options;
    std::shared_ptr<SqliteStore> m_store;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    quint64 m_changes = 0;
    std::vector<HubState> m_states;
    std::unique_ptr<StoreReader> m_keeper; ///< of a database in memory
    std::unique_ptr<StoreReader> m_reader;
    std::unique_ptr<Hub> m_hub; ///< goes first: its threads call the above
};

/// For comparing: Qt Test cannot take JSON values.
inline std::string text(const Json &json)
{
    return dumpJson(json);
}

/// The events' names without those that only frame a turn.
inline QStringList eventNames(const History &history)
{
    QStringList names;
    for (const HistoryEvent &event : history) {
        if (!event.as<OrchestratorStarted>() && !event.as<OrchestratorCompleted>()) {
            const std::string_view name = eventTypeName(event.data);
            names << QString::fromUtf8(name.data(), qsizetype(name.size()));
        }
    }
    return names;
}

} // namespace perdura::test
