// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/StorageThread.h"

#include <QCoreApplication>

#include <algorithm>
#include <future>

namespace perdura {

namespace {

Error stopped()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("perdura::Hub",
                                        "The hub is shutting down; start it again and repeat this.")};
}

Error tooManyLines()
{
    return {ErrorCode::NotAllowed,
            QCoreApplication::translate("perdura::Hub",
                                        "Activities write more log lines than the disk can take.")};
}

} // namespace

void StorageThread::Batch::add(From sender, WriteRequest request, Done callback)
{
    if (requests.empty())
        oldest = std::chrono::steady_clock::now();
    requests.push_back(std::move(request));
    done.push_back(std::move(callback));
    from.push_back(sender);
    lines += sender == From::Log ? 1 : 0;
}

StorageThread::StorageThread(FaultChanged faultChanged)
    : m_faultChanged(std::move(faultChanged))
{}

StorageThread::~StorageThread()
{
    stop();
}

Result<void> StorageThread::start(std::shared_ptr<const Store> store)
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread([this, store = std::move(store), promise = std::move(opened)]() mutable {
        auto writer = store->openWriter();
        if (!writer) {
            promise.set_value(fail(writer.error()));
            return;
        }
        promise.set_value({});
        run(**writer);
    });
    return result.get();
}

void StorageThread::post(From from, WriteRequest request, Done done)
{
    std::optional<Error> refusal;
    {
        const std::lock_guard lock(m_mutex);
        if (m_stopping || (m_fault && !m_isRetrying))
            refusal = stopped();
        else if (m_fault && from != From::Engine)
            refusal = m_fault;
        else if (from == From::Log && m_waitingLines >= maxWaitingLines)
            refusal = tooManyLines();
        else
            enqueue(from, std::move(request), std::move(done));
    }
    if (refusal)
        done(fail(*refusal), request);
    else
        m_changed.notify_one();
}

// Under the lock.
void StorageThread::enqueue(From sender, WriteRequest request, Done callback)
{
    if (m_queue.empty() || m_queue.back().requests.size() >= maxGroup)
        m_queue.emplace_back();
    m_queue.back().add(sender, std::move(request), std::move(callback));
    m_waitingLines += sender == From::Log ? 1 : 0;
}

void StorageThread::stopRetrying()
{
    {
        const std::lock_guard lock(m_mutex);
        m_isRetrying = false;
    }
    m_changed.notify_one();
}

void StorageThread::stop()
{
    {
        const std::lock_guard lock(m_mutex);
        m_stopping = true;
    }
    m_changed.notify_one();
    if (m_thread.joinable())
        m_thread.join();
}

void StorageThread::run(StoreWriter &writer)
{
    m_lastTidied = std::chrono::steady_clock::now();
    for (Batch batch = take(writer); !batch.isEmpty(); batch = take(writer))
        write(writer, std::move(batch));
}

StorageThread::Batch StorageThread::take(StoreWriter &writer)
{
    std::unique_lock lock(m_mutex);
    const auto changed = [this] { return !m_queue.empty() || m_stopping; };
    const auto now = std::chrono::steady_clock::now();
    auto quietSince = now - m_lastTidied > longestLag ? now : now + quietTime;
    while (m_isBehind && !m_changed.wait_until(lock, quietSince, changed)) {
        lock.unlock();
        tidy(writer);
        lock.lock();
        quietSince = m_lastTidied;
    }
    m_changed.wait(lock, changed);
    if (m_queue.empty())
        return {};
    Batch batch = std::move(m_queue.front());
    m_queue.pop_front();
    m_waitingLines -= batch.lines;
    return batch;
}

/// A failure is not told: whoever writes next hears of it.
void StorageThread::tidy(StoreWriter &writer)
{
    m_isBehind = writer.tidy(tidyTime).value_or(false);
    m_lastTidied = std::chrono::steady_clock::now();
}

StorageThread::Queue StorageThread::queue() const
{
    const std::lock_guard lock(m_mutex);
    Queue queue;
    for (const Batch &batch : m_queue)
        queue.length += int(batch.requests.size());
    if (!m_queue.empty())
        queue.oldest =
            std::chrono::duration_cast<Duration>(std::chrono::steady_clock::now() - m_queue.front().oldest);
    return queue;
}

void StorageThread::write(StoreWriter &writer, Batch batch)
{
    for (;;) {
        const auto begun = std::chrono::steady_clock::now();
        auto receipts = writer.apply(batch.requests);
        if (receipts) {
            measure(begun, batch);
            setFault({});
            for (std::size_t i = 0; i < batch.requests.size(); ++i)
                batch.done[i](std::move((*receipts)[i]), batch.requests[i]);
            return;
        }
        const Error error = receipts.error();
        batch = keepEngines(std::move(batch), error);
        // What is left are facts of the engine; none may be lost, so the hub stands still until they are on
        // disk.
        if (batch.isEmpty())
            return;
        setFault(error);
        if (!waitForRetry()) {
            refuseAll(batch, stopped());
            return;
        }
    }
}

void StorageThread::measure(CommitMeter::TimePoint begun, const Batch &batch)
{
    const auto isTurn = [](const WriteRequest &request) {
        return std::holds_alternative<CommitTurn>(request);
    };
    const auto ended = std::chrono::steady_clock::now();
    m_meter.add(ended, std::chrono::duration_cast<Duration>(ended - begun),
                int(std::ranges::count_if(batch.requests, isTurn)));
    m_isBehind = true;
}

StorageThread::Batch StorageThread::keepEngines(Batch batch, const Error &error)
{
    Batch left;
    for (std::size_t i = 0; i < batch.requests.size(); ++i) {
        if (batch.from[i] != From::Engine)
            batch.done[i](fail(error), batch.requests[i]);
        else
            left.add(batch.from[i], std::move(batch.requests[i]), std::move(batch.done[i]));
    }
    return left;
}

void StorageThread::refuseAll(Batch &batch, const Error &error)
{
    for (std::size_t i = 0; i < batch.requests.size(); ++i)
        batch.done[i](fail(error), batch.requests[i]);
}

bool StorageThread::waitForRetry()
{
    std::unique_lock lock(m_mutex);
    return !m_changed.wait_for(lock, retryInterval, [this] { return m_stopping || !m_isRetrying; });
}

void StorageThread::setFault(std::optional<Error> fault)
{
    std::deque<Batch> waiting;
    {
        const std::lock_guard lock(m_mutex);
        if (m_fault == fault)
            return;
        m_fault = fault;
        if (fault) {
            waiting = std::exchange(m_queue, {});
            m_waitingLines = 0;
        }
    }
    m_faultChanged(fault);
    if (!fault)
        return;
    // From now on post() refuses at once whoever must not wait; these came just before.
    std::deque<Batch> engines;
    for (Batch &batch : waiting) {
        Batch left = keepEngines(std::move(batch), *fault);
        if (!left.isEmpty())
            engines.push_back(std::move(left));
    }
    const std::lock_guard lock(m_mutex);
    m_queue.insert(m_queue.begin(), std::make_move_iterator(engines.begin()),
                   std::make_move_iterator(engines.end()));
}

} // namespace perdura
