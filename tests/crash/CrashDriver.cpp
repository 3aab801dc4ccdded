// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/crash/CrashDriver.h"

#include "engine/runtime/Rewind.h"
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
    if (program == "everything")
        pause(InstanceId(id));
}

void CrashDriver::send(const InstanceId &id, EventData data, bool includesChildren)
{
    HistoryEvent event;
    event.timestamp = m_hub.settings().clock->now();
    event.data = std::move(data);
    submit(AddMessage{id, std::move(event), includesChildren}, {});
}

void CrashDriver::pause(const InstanceId &id)
{
    send(id, ExecutionSuspended{"a pause"});
    send(id, ExecutionResumed{"the end of it"});
}

void CrashDriver::pauseAll()
{
    // One that never had a turn may have the one message in its inbox, and not the other.
    for (const auto status :
         {OrchestrationStatus::Pending, OrchestrationStatus::Running, OrchestrationStatus::Suspended}) {
        for (const InstanceId &id : instancesOf("everything", status))
            pause(id);
    }
}

std::vector<InstanceId> CrashDriver::instancesOf(const std::string &program, OrchestrationStatus status)
{
    InstanceQuery query;
    query.name = program;
    query.statuses = {status};
    const auto page = m_reader.instances(query);
    std::vector<InstanceId> ids;
    for (const InstanceSummary &instance : page->instances)
        ids.push_back(instance.id);
    return ids;
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

void CrashDriver::rewindStumblers()
{
    for (const InstanceId &id : instancesOf("stumbler", OrchestrationStatus::Failed)) {
        if (!m_rewound.insert(id).second)
            continue;
        const HubSettings &settings = m_hub.settings();
        const auto orchestrators = settings.orchestrators();
        auto request =
            prepareRewind(m_reader, *orchestrators, id, "up again", settings.clock->now(), settings.limits);
        if (request)
            submit(std::move(*request), {});
    }
}

void CrashDriver::terminateVictims()
{
    for (const InstanceId &id : instancesOf("victim", OrchestrationStatus::Running)) {
        if (m_terminated.insert(id).second)
            send(id, ExecutionTerminated{"enough"}, true);
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
    rewindStumblers();
    terminateVictims();
    const auto counts = m_reader.statusCounts();
    const qint64 all = std::accumulate(counts->begin(), counts->end(), qint64(0));
    const qint64 ended = counts->value(int(OrchestrationStatus::Completed)) +
                         counts->value(int(OrchestrationStatus::Terminated));
    return m_unanswered == 0 && ended == all && areEntitiesQuiet();
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
