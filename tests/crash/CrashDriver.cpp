// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/CrashDriver.h"

#include "tests/crash/CrashEntities.h"

#include <numeric>
#include <unistd.h>

namespace perdura::test {

// One write to a file that is opened to append, or to a pipe.
void writeLine(int file, const std::string &line)
{
    const std::string text = line + '\n';
    if (::write(file, text.data(), text.size()) != ssize_t(text.size()))
        std::abort();
}

void Changes::note()
{
    const std::lock_guard lock(m_mutex);
    m_isChanged = true;
    m_condition.notify_all();
}

CrashDriver::CrashDriver(Hub &hub, StoreReader &reader, Changes &changes)
    : m_hub(hub)
    , m_reader(reader)
    , m_changes(changes)
{}

void CrashDriver::submit(WriteRequest request, const std::string &line)
{
    ++m_unanswered;
    m_hub.submit(std::move(request), [this, line](const Result<WriteReceipt> &receipt) {
        if (receipt && !line.empty())
            writeLine(STDOUT_FILENO, line);
        --m_unanswered;
        m_changes.note();
    });
}

void CrashDriver::start(const std::string &program, const QString &id)
{
    submit(
        CreateInstance{
            InstanceId(id), program, {}, ExecutionId(u'x' + id), "0", m_hub.settings().clock->now()},
        "started " + id.toStdString());
}

void CrashDriver::signal(int first)
{
    for (int i = first; i < first + signalsPerLife; ++i) {
        EntityMessage message{.entity = ledgerOfClients(), .operation = "append"};
        message.input = ledgerEntry("client", i);
        submit(SignalEntity{std::move(message)}, "signalled " + std::to_string(i));
    }
}

void CrashDriver::answerTasks()
{
    const auto tasks = m_reader.humanTasks({});
    for (const HumanTaskInfo &task : *tasks) {
        if (m_answered.insert(task.id).second)
            submit(AnswerHumanTask{task.id, {task.request.outcomes.front()}, task.created}, {});
    }
}

bool CrashDriver::areEntitiesQuiet()
{
    EntityQuery all;
    all.includesTransient = true;
    all.limit = 1000;
    const auto page = m_reader.entities(all);
    return std::ranges::all_of(page->entities, [](const EntityInfo &entity) {
        return entity.queueLength == 0 && entity.lockedBy.value.empty();
    });
}

bool CrashDriver::isQuiet()
{
    answerTasks();
    const auto counts = m_reader.statusCounts();
    const qint64 all = std::accumulate(counts->begin(), counts->end(), qint64(0));
    return m_unanswered == 0 && counts->value(int(OrchestrationStatus::Completed)) == all &&
           areEntitiesQuiet();
}

void CrashDriver::waitUntilQuiet()
{
    m_changes.waitUntil([this] { return isQuiet(); });
}

void CrashDriver::purgeAll()
{
    submit(StoreSetting{Retention::setting, R"([{"ageSeconds":0,"includesChildren":false}])"}, {});
    m_changes.waitUntil([this] { return m_reader.statusCounts()->isEmpty(); });
}

} // namespace perdura::test
