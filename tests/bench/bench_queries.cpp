// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStore.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QFileInfo>
#include <QTemporaryDir>

#include <algorithm>
#include <cstdio>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;
using namespace std::chrono_literals;

// How long the questions of a list take: fills a store with instances (the first argument says how many) and
// prints a table, a line for each question with the median and the longest of some rounds, in milliseconds.

namespace {

constexpr int rounds = 9;
constexpr int batchSize = 2000;
const Instant epoch{std::chrono::hours(24 * 365 * 56)};

/// One instance in a thousand has failed, one in ten waits; a few have rare marks.
struct Sample
{
    explicit Sample(int number)
        : id("order-" + std::to_string(1'000'000 + number))
        , created(epoch + std::chrono::milliseconds(number))
        , input{{"customer", "customer " + std::to_string(number % 5000)},
                {"note", number % 50'000 == 77 ? "find the needle here" : "nothing of note"}}
    {
        if (number % 1000 == 3)
            status = OrchestrationStatus::Failed;
        else if (number % 10 == 4)
            status = OrchestrationStatus::Running;
        name = number % 20'000 == 5 ? "rare" : "flow " + std::to_string(number % 7);
        if (number % 20'000 == 6)
            tags = {{"vip", "yes"}};
        tags["shop"] = std::to_string(number % 4);
        if (number % 20'000 == 7)
            parent =
                ParentInstance{InstanceId(std::string("order-1000000")), ExecutionId(std::string("x")), 1};
    }

    [[nodiscard]] CreateInstance start() const
    {
        return {.id = InstanceId(id),
                .name = name,
                .version = {},
                .execution = ExecutionId("x-" + id),
                .input = QByteArray::fromStdString(dumpJson(input)),
                .created = created,
                .parent = parent,
                .tags = tags};
    }

    [[nodiscard]] CommitTurn turn(InstanceKey key) const
    {
        const HistoryOwner owner{InstanceId(id), ExecutionId("x-" + id), name, {}, parent, tags};
        const auto event = [this](EventData data, SequenceNumber number = -1) {
            return HistoryEvent{number, created, {}, std::move(data)};
        };
        History events{
            event(OrchestratorStarted{}),
            event(ExecutionStarted{name, {}, input, owner.instance, owner.execution, parent, tags})};
        if (isTerminal(status))
            events.push_back(event(ExecutionCompleted{status, Json{{"paid", true}, {"sum", 1250}}, {}}, 0));
        events.push_back(event(OrchestratorCompleted{}));
        CommitTurn turn;
        turn.instance = key;
        turn.statusBefore = OrchestrationStatus::Pending;
        turn.status = status;
        turn.updated = created + 1s;
        turn.failureMessage = status == OrchestrationStatus::Failed ? "The server said 503." : "";
        turn.historyLength = int(events.size());
        turn.history = {{0, packEvents(events, owner)}};
        return turn;
    }

    std::string id;
    std::string name;
    Instant created;
    Json input;
    OrchestrationStatus status = OrchestrationStatus::Completed;
    Tags tags;
    std::optional<ParentInstance> parent;
};

void fill(StoreWriter &writer, int count)
{
    for (int first = 0; first < count; first += batchSize) {
        std::vector<Sample> samples;
        std::vector<WriteRequest> starts;
        for (int i = first; i < std::min(count, first + batchSize); ++i) {
            samples.emplace_back(i);
            starts.push_back(samples.back().start());
        }
        const auto receipts = writer.apply(starts);
        if (!receipts)
            qFatal("%s", qPrintable(receipts.error().message));
        std::vector<WriteRequest> turns;
        for (std::size_t i = 0; i < samples.size(); ++i)
            turns.push_back(samples[i].turn((*receipts)[i]->instance));
        if (!writer.apply(turns))
            qFatal("The turns could not be written.");
    }
}

/// An instance whose history has so many events, 100 to a piece.
void addLongHistory(StoreWriter &writer, int events)
{
    CreateInstance start = Sample(0).start();
    start.id = InstanceId(std::string("long"));
    std::vector<WriteRequest> requests{start};
    const auto started = writer.apply(requests);
    if (!started)
        qFatal("%s", qPrintable(started.error().message));
    CommitTurn turn;
    turn.instance = (*started)[0]->instance;
    turn.statusBefore = OrchestrationStatus::Pending;
    turn.updated = epoch;
    turn.historyLength = events;
    for (int first = 0; first < events; first += 100) {
        History piece;
        for (int i = first; i < first + 100; i += 2) {
            piece.push_back({i / 2, epoch, {}, TaskScheduled{"work", Json(i), 1}});
            piece.push_back({-1, epoch, {}, TaskCompleted{i / 2, Json("done")}});
        }
        turn.history.push_back({first, packEvents(piece)});
    }
    requests = {std::move(turn)};
    if (!writer.apply(requests))
        qFatal("The history could not be written.");
}

template <typename Ask>
void measure(const char *what, Ask ask)
{
    std::vector<double> times;
    qint64 found = 0;
    for (int i = 0; i < rounds; ++i) {
        QElapsedTimer timer;
        timer.start();
        found = ask();
        times.push_back(double(timer.nsecsElapsed()) / 1e6);
    }
    std::ranges::sort(times);
    std::printf("%-44s %9.2f %9.2f %10lld\n", what, times[rounds / 2], times.back(), (long long)found);
    std::fflush(stdout);
}

class Bench
{
public:
    Bench(StoreReader &reader, int count)
        : m_reader(reader)
        , m_count(count)
    {}

    void lists()
    {
        page("first page", [](InstanceQuery &) {});
        page("first page, oldest", [](InstanceQuery &q) { q.order = InstanceOrder::OldestFirst; });
        page("first page, last updated", [](InstanceQuery &q) { q.order = InstanceOrder::LastUpdatedFirst; });
        page("page in the middle", [this](InstanceQuery &q) { q.after = middle(); });
        page("status, few", [](InstanceQuery &q) { q.statuses = {OrchestrationStatus::Failed}; });
        page("status, many", [](InstanceQuery &q) { q.statuses = {OrchestrationStatus::Running}; });
        page("name, few", [](InstanceQuery &q) { q.name = "rare"; });
        page("name, many", [](InstanceQuery &q) { q.name = "flow 3"; });
        page("name, many, last updated", [](InstanceQuery &q) {
            q.name = "flow 3";
            q.order = InstanceOrder::LastUpdatedFirst;
        });
        page("name and status", [](InstanceQuery &q) {
            q.name = "flow 3";
            q.statuses = {OrchestrationStatus::Failed};
        });
        page("part of name or id, many", [](InstanceQuery &q) { q.nameContains = u"FLOW"_s; });
        page("part of name or id, none", [](InstanceQuery &q) { q.nameContains = u"zebra"_s; });
        page("id prefix, few", [](InstanceQuery &q) { q.idPrefix = "order-10000"; });
        page("id prefix, all", [](InstanceQuery &q) { q.idPrefix = "order-"; });
        page("tag, few", [](InstanceQuery &q) { q.tags = {{"vip", "yes"}}; });
        page("tag, many", [](InstanceQuery &q) { q.tags = {{"shop", "2"}}; });
        page("parent", [](InstanceQuery &q) { q.parent = InstanceId(std::string("order-1000000")); });
        page("created in a range", [this](InstanceQuery &q) {
            q.created = {epoch + std::chrono::milliseconds(m_count / 2),
                         epoch + std::chrono::milliseconds(m_count)};
        });
        page("updated in a range, newest first", [this](InstanceQuery &q) {
            q.updated = {epoch + 1s + std::chrono::milliseconds(m_count / 4),
                         epoch + 1s + std::chrono::milliseconds(m_count / 2)};
        });
        count("count of a status", [](InstanceQuery &q) { q.statuses = {OrchestrationStatus::Running}; });
        count("count of a name", [](InstanceQuery &q) { q.name = "flow 3"; });
    }

    void texts()
    {
        page("text, few", [](InstanceQuery &q) { q.text = u"the NEEDLE"_s; });
        page("text, many", [](InstanceQuery &q) { q.text = u"nothing of note"_s; });
        page("text, one customer", [](InstanceQuery &q) { q.text = u"customer 4711"_s; });
        page("text, none, common trigrams", [](InstanceQuery &q) { q.text = u"note of nothing"_s; });
        page("text, none", [](InstanceQuery &q) { q.text = u"zebra"_s; });
        count("count of a text", [](InstanceQuery &q) { q.text = u"the needle"_s; });
    }

    void histories()
    {
        using Anchor = HistoryRange::Anchor;
        const InstanceId id(std::string("long"));
        for (const auto &[what, range] :
             {std::pair("history, tail", HistoryRange{Anchor::Tail, 0, 100}),
              {"history, head", HistoryRange{Anchor::Head, 0, 100}},
              {"history, around an event", HistoryRange{Anchor::Event, 31'415, 100}}}) {
            measure(what, [&, part = range] {
                const auto page = m_reader.history(id, part);
                return page ? qint64(page->events.size()) : -1;
            });
        }
        measure("explain, 100,000 events", [&] {
            const auto explanation = m_reader.explain(id);
            return explanation ? qint64(explanation->reasons.size()) : -1;
        });
    }

private:
    template <typename Change>
    void page(const char *what, Change change)
    {
        InstanceQuery query;
        change(query);
        measure(what, [&] {
            const auto found = m_reader.instances(query);
            if (!found)
                qFatal("%s", qPrintable(found.error().message));
            return qint64(found->instances.size());
        });
    }

    template <typename Change>
    void count(const char *what, Change change)
    {
        InstanceQuery query;
        change(query);
        measure(what, [&] {
            const auto counted = m_reader.count(query);
            return counted ? counted->count : -1;
        });
    }

    [[nodiscard]] QByteArray middle()
    {
        InstanceQuery query;
        query.limit = 1;
        query.created.until = epoch + std::chrono::milliseconds(m_count / 2);
        return m_reader.instances(query)->next;
    }

    StoreReader &m_reader;
    int m_count;
};

} // namespace

int main(int argc, char **argv)
{
    const QCoreApplication application(argc, argv);
    const int count = argc > 1 ? QByteArray(argv[1]).toInt() : 100'000;
    const QTemporaryDir folder;
    SqliteOptions options;
    options.path = folder.filePath(u"hub.db"_s);
    const SqliteStore store(options);
    auto writer = store.openWriter();
    auto reader = store.openReader();
    if (!writer || !reader || count < 1)
        qFatal("bench_queries [INSTANCES]");
    QElapsedTimer timer;
    timer.start();
    fill(**writer, count);
    addLongHistory(**writer, 100'000);
    const double filling = double(timer.elapsed()) / 1000;
    const qint64 bytes = (*reader)->figures()->databaseBytes;
    std::printf("%d instances in %.1f s, %lld bytes each\n", count, filling, (long long)(bytes / count));
    std::printf("%-44s %9s %9s %10s\n", "", "median ms", "most ms", "found");
    Bench bench(**reader, count);
    bench.lists();
    bench.histories();
    std::printf("not indexed:\n");
    bench.texts();
    timer.restart();
    int portions = 0;
    while ((*writer)->tidy(10ms).value_or(false))
        ++portions;
    const qint64 indexed = (*reader)->figures()->databaseBytes;
    std::printf("indexed in %.1f s, %d portions, %lld bytes each\n", double(timer.elapsed()) / 1000, portions,
                (long long)((indexed - bytes) / count));
    bench.texts();
    return 0;
}
