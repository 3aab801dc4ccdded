// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"

#include <QDir>
#include <QUuid>

#include <cstdio>
#include <cstdlib>

namespace perdura::bench {

namespace {

std::string randomHexId()
{
    return QUuid::createUuid().toString(QUuid::Id128).toStdString();
}

} // namespace

void giveUp(const QString &message)
{
    std::fprintf(stderr, "engine_bench: %s\n", qPrintable(message));
    std::exit(1);
}

InstanceId newInstanceId()
{
    return InstanceId(randomHexId());
}

BenchHub::BenchHub(const QString &parentFolder)
    : m_folder(QDir(parentFolder).filePath(QStringLiteral("engine_bench-XXXXXX")))
    , m_path(m_folder.path())
{
    if (!m_folder.isValid())
        giveUp(m_folder.errorString());
}

QString BenchHub::databasePath() const
{
    return m_folder.filePath(QStringLiteral("hub.db"));
}

void BenchHub::open()
{
    SqliteOptions options;
    options.path = databasePath();
    m_store = std::make_shared<SqliteStore>(options);
    HubSettings settings;
    settings.workspace = m_folder.path();
    settings.store = m_store;
    settings.activities = activities.lookup();
    settings.clock = m_clock;
    settings.orchestrators = [functions = std::shared_ptr<const CodeOrchestrators::Functions>(
                                  orchestrators)] { return std::make_unique<CodeOrchestrators>(functions); };
    settings.entities = [this] { return std::make_unique<CodeEntities>(entities); };
    settings.changed = [this](const InstanceId &) { note(); };
    settings.stateChanged = [](const HubState &state) {
        if (state.kind == HubState::Kind::Paused)
            giveUp(state.text);
    };
    m_hub = demand(Hub::open(settings));
    m_reader = demand(m_store->openReader());
}

void BenchHub::close()
{
    m_reader.reset();
    m_hub.reset();
}

void BenchHub::note()
{
    ++m_notices;
    const std::atomic<int> *hint = m_hint;
    if (!hint || *hint < m_hintCount)
        return;
    {
        const std::lock_guard lock(m_mutex);
    }
    m_changed.notify_all();
}

void BenchHub::submit(WriteRequest request)
{
    m_hub->submit(std::move(request), [](const Result<WriteReceipt> &receipt) {
        if (!receipt)
            giveUp(receipt.error().message);
    });
}

void BenchHub::start(const InstanceId &id, const std::string &orchestrator, const Json &input)
{
    submit(CreateInstance{id,
                          orchestrator,
                          {},
                          ExecutionId(randomHexId()),
                          QByteArray::fromStdString(dumpJson(input)),
                          m_clock->now()});
}

void BenchHub::raise(const InstanceId &id, const std::string &name, const Json &input)
{
    HistoryEvent event;
    event.timestamp = m_clock->now();
    event.data = EventRaised{name, input};
    submit(AddMessage{id, std::move(event)});
}

void BenchHub::waitForCompleted(int count)
{
    waitUntil(m_returned, count, [&] { return countOf(OrchestrationStatus::Completed) >= count; });
}

void BenchHub::waitForRunning(int count)
{
    // Each start and each first turn is a notice.
    waitUntil(m_notices, 2 * count, [&] { return countOf(OrchestrationStatus::Running) >= count; });
}

int BenchHub::countOf(OrchestrationStatus status)
{
    return int(demand(m_reader->statusCounts()).value(int(status)));
}

void BenchHub::waitUntil(const std::atomic<int> &hint, int hintCount, const std::function<bool()> &isSo)
{
    m_hintCount = hintCount;
    m_hint = &hint;
    for (;;) {
        const int seen = m_notices;
        if (hint >= hintCount && isSo())
            break;
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [&] { return hint >= hintCount && m_notices != seen; });
    }
    m_hint = nullptr;
}

void BenchHub::waitForNotices(int count)
{
    m_hintCount = count;
    m_hint = &m_notices;
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [&] { return m_notices >= count; });
    m_hint = nullptr;
}

} // namespace perdura::bench
