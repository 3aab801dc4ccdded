// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/Rewind.h"
#include "tests/engine/runtime/TestHub.h"

namespace perdura::test {

[[nodiscard]] inline InstanceId id(const std::string &text)
{
    return InstanceId(text);
}

[[nodiscard]] inline QStringList words(const char *text)
{
    return QString::fromLatin1(text).split(QLatin1Char(' '));
}

class Counters
{
public:
    int count(const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        return ++m_counts[name];
    }
    int of(const std::string &name)
    {
        const std::lock_guard lock(m_mutex);
        return m_counts[name];
    }

private:
    std::mutex m_mutex;
    std::map<std::string, int> m_counts;
};

/// A hub with orchestrators that use the whole model (ModelTest.cpp), for tests that run on a store on disk
/// and on one in memory.
class ModelTest : public QObject
{
protected:
    std::unique_ptr<TestHub> m_hub;
    std::shared_ptr<Counters> m_counters;
    std::shared_ptr<std::atomic<bool>> m_works; ///< what is flaky succeeds

    Result<WriteReceipt> tell(const std::string &instance, EventData data, bool includesChildren = false)
    {
        HistoryEvent event;
        event.timestamp = m_hub->clock->now();
        event.data = std::move(data);
        return m_hub->submit(AddMessage{id(instance), event, includesChildren});
    }
    Result<WriteReceipt> rewind(const std::string &instance)
    {
        CodeOrchestrators source(m_hub->orchestrators);
        auto request = prepareRewind(m_hub->reader(), source, id(instance), "again", m_hub->clock->now(), {});
        return request ? m_hub->submit(std::move(*request)) : fail(request.error());
    }
    std::string output(const std::string &instance) { return text(m_hub->detail(instance).output); }
    OrchestrationStatus status(const std::string &instance) { return m_hub->detail(instance).summary.status; }
    QStringList names(const std::string &instance) { return eventNames(m_hub->history(instance)); }

    static void addStores();
    void setUp();
};

} // namespace perdura::test
