// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/soak/SoakHub.h"

#include "tests/bench/soak/SoakPrograms.h"

#include <QDir>
#include <QFileInfo>
#include <QUuid>

#include <cstdio>
#include <cstdlib>

namespace perdura::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

template <typename T>
T demand(Result<T> result)
{
    if (!result)
        giveUp(result.error().message);
    return std::move(*result);
}

} // namespace

void giveUp(const QString &message)
{
    std::fprintf(stderr, "engine_soak: %s\n", qPrintable(message));
    std::exit(1);
}

SoakHub::SoakHub(const QString &parentFolder, std::chrono::seconds keep)
    : m_folder(QDir(parentFolder).filePath(u"engine_soak-XXXXXX"_s))
    , m_database(m_folder.filePath(u"hub.db"_s))
{
    if (!m_folder.isValid())
        giveUp(m_folder.errorString());
    SqliteOptions options;
    options.path = m_database;
    m_store = std::make_shared<SqliteStore>(options);
    HubSettings settings;
    settings.workspace = m_folder.path();
    settings.store = m_store;
    settings.activities = soakActivities().lookup();
    settings.orchestrators = [functions = std::make_shared<const CodeOrchestrators::Functions>(
                                  soakPrograms())] { return std::make_unique<CodeOrchestrators>(functions); };
    settings.entities = [] { return std::make_unique<CodeEntities>(soakEntities()); };
    settings.changed = [this](const InstanceId &) { noteChange(); };
    settings.stateChanged = [](const HubState &state) {
        if (state.kind == HubState::Kind::Paused)
            giveUp(state.text);
    };
    m_hub = demand(Hub::open(settings));
    m_reader = demand(m_store->openReader());
    const Json rules = Json::array({Json{{"ageSeconds", keep.count()}}});
    submit(StoreSetting{Retention::setting, QByteArray::fromStdString(dumpJson(rules))});
}

SoakHub::~SoakHub()
{
    m_reader.reset();
    m_hub.reset();
}

void SoakHub::noteChange()
{
    const std::lock_guard lock(m_mutex);
    ++m_changes;
    m_changed.notify_all();
}

void SoakHub::submit(WriteRequest request)
{
    ++m_unanswered;
    m_hub->submit(std::move(request), [this](const Result<WriteReceipt> &receipt) {
        if (!receipt)
            giveUp(receipt.error().message);
        --m_unanswered;
        noteChange();
    });
}

void SoakHub::start(const std::string &id, const std::string &program, const Json &input)
{
    submit(CreateInstance{InstanceId(id),
                          program,
                          {},
                          ExecutionId(QUuid::createUuid().toString(QUuid::Id128)),
                          QByteArray::fromStdString(dumpJson(input)),
                          m_hub->settings().clock->now()});
}

void SoakHub::raise(const std::string &id, const std::string &event, const Json &input)
{
    HistoryEvent raised;
    raised.timestamp = m_hub->settings().clock->now();
    raised.data = EventRaised{event, input};
    submit(AddMessage{InstanceId(id), std::move(raised)});
}

void SoakHub::signal(const EntityId &entity, const std::string &operation, const Json &input)
{
    EntityMessage message{.entity = entity, .operation = operation};
    message.input = input;
    submit(SignalEntity{std::move(message)});
}

bool SoakHub::waitUntil(const std::function<bool()> &isSo, TimePoint bound)
{
    std::unique_lock lock(m_mutex);
    for (;;) {
        const quint64 seen = m_changes;
        lock.unlock();
        if (isSo())
            return true;
        lock.lock();
        if (!m_changed.wait_until(lock, bound, [&] { return m_changes != seen; }))
            return false;
    }
}

double SoakHub::databaseMegabytes() const
{
    const qint64 bytes = QFileInfo(m_database).size() + QFileInfo(m_database + u"-wal"_s).size();
    return double(bytes) / (1024 * 1024);
}

qint64 SoakHub::unfinished()
{
    qint64 unfinished = m_unanswered; // first: what is answered next is counted below
    const StatusCounts counts = demand(m_reader->statusCounts());
    for (auto count = counts.begin(); count != counts.end(); ++count)
        unfinished += isTerminal(OrchestrationStatus(count.key())) ? 0 : count.value();
    return unfinished;
}

bool SoakHub::areAllWell()
{
    InstanceQuery bad;
    bad.statuses = {OrchestrationStatus::Failed, OrchestrationStatus::Terminated};
    bad.limit = 5;
    const InstancePage page = demand(m_reader->instances(bad));
    for (const InstanceSummary &instance : page.instances) {
        std::fprintf(stderr, "engine_soak: %s (%s): %s\n", instance.id.value.c_str(), instance.name.c_str(),
                     instance.failureMessage.c_str());
    }
    return page.instances.empty();
}

std::optional<int> SoakHub::sumOfAccounts()
{
    int sum = 0;
    for (int i = 0; i < accountCount; ++i) {
        const EntityInfo info = demand(m_reader->entity(account(i)));
        if (info.queueLength > 0 || !info.lockedBy.value.empty())
            return {};
        sum += info.exists ? info.state.get<int>() : 0;
    }
    return sum;
}

} // namespace perdura::bench
