// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/StorageThread.h"

#include <QCoreApplication>

#include <future>

namespace perdura {

namespace {

Error stopped()
{
    return {ErrorCode::Cancelled,
            QCoreApplication::translate("perdura::Hub",
                                        "The hub is shutting down; start it again and repeat this.")};
}

} // namespace

void StorageThread::Batch::add(From sender, WriteRequest request, Done callback)
{
    requests.push_back(std::move(request));
    done.push_back(std::move(callback));
    from.push_back(sender);
}

StorageThread::StorageThread(std::function<void(HubState)> stateChanged)
    : m_stateChanged(std::move(stateChanged))
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
        if (m_stopping)
            refusal = stopped();
        else if (m_fault && from == From::Client)
            refusal = m_fault;
        else
            m_queue.add(from, std::move(request), std::move(done));
    }
    if (refusal)
        done(fail(*refusal), request);
    else
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
    for (Batch batch = take(); !batch.isEmpty(); batch = take())
        write(writer, std::move(batch));
}

StorageThread::Batch StorageThread::take()
{
    std::unique_lock lock(m_mutex);
    m_changed.wait(lock, [this] { return !m_queue.isEmpty() || m_stopping; });
    return std::exchange(m_queue, {});
}

void StorageThread::write(StoreWriter &writer, Batch batch)
{
    for (;;) {
        auto receipts = writer.apply(batch.requests);
        if (receipts) {
            setFault({});
            for (std::size_t i = 0; i < batch.requests.size(); ++i)
                batch.done[i](std::move((*receipts)[i]), batch.requests[i]);
            return;
        }
        batch = refuseClients(std::move(batch), receipts.error());
        // What is left are facts of the engine; none may be lost, so the hub stands still until they are on
        // disk.
        if (batch.isEmpty())
            return;
        setFault(receipts.error());
        if (!waitForRetry()) {
            refuseAll(batch, stopped());
            return;
        }
    }
}

StorageThread::Batch StorageThread::refuseClients(Batch batch, const Error &error)
{
    Batch left;
    for (std::size_t i = 0; i < batch.requests.size(); ++i) {
        if (batch.from[i] == From::Client)
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
    return !m_changed.wait_until(lock, std::chrono::system_clock::now() + retryInterval,
                                 [this] { return m_stopping; });
}

void StorageThread::setFault(std::optional<Error> fault)
{
    {
        const std::lock_guard lock(m_mutex);
        if (m_fault == fault)
            return;
        m_fault = fault;
    }
    if (fault) {
        m_stateChanged(
            {HubState::Kind::Paused,
             QCoreApplication::translate("perdura::Hub", "Paused: %1 The hub carries on by itself then.")
                 .arg(fault->message)});
    } else {
        m_stateChanged({HubState::Kind::Running, {}});
    }
}

} // namespace perdura
