// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/EntityWorker.h"

#include <QCoreApplication>

#include <algorithm>
#include <future>
#include <iterator>

namespace perdura {

namespace {

Result<EntityFunction> resolve(EntitySource *entities, const std::string &name)
{
    return entities ? entities->resolve(name) : CodeEntities({}).resolve(name);
}

/// Only what will be so for ever may fail the operations.
bool mayPass(const Result<EntityFunction> &function)
{
    if (function)
        return false;
    const ErrorCode code = function.error().code;
    return code != ErrorCode::NotFound && code != ErrorCode::InvalidDefinition &&
           code != ErrorCode::InvalidJson;
}

} // namespace

EntityWorker::EntityWorker(EntityWorkerSettings settings)
    : m_settings(std::move(settings))
{}

EntityWorker::~EntityWorker()
{
    stop();
}

Result<void> EntityWorker::start()
{
    std::promise<Result<void>> opened;
    auto result = opened.get_future();
    m_thread = std::thread([this, promise = std::move(opened)]() mutable {
        auto reader = m_settings.store->openReader();
        if (!reader) {
            promise.set_value(fail(reader.error()));
            return;
        }
        const auto entities = m_settings.entities ? m_settings.entities() : std::unique_ptr<EntitySource>();
        promise.set_value({});
        run(**reader, entities.get());
        // The entities' code goes on the thread that it ran on.
        m_slots.clear();
    });
    return result.get();
}

void EntityWorker::post(EntityWork work)
{
    m_queue.push(std::move(work));
}

void EntityWorker::stop()
{
    m_queue.push({{}, EndEntityWork{}});
    if (m_thread.joinable())
        m_thread.join();
}

void EntityWorker::run(StoreReader &reader, EntitySource *entities)
{
    while (!m_isEnding || m_storing > 0) {
        for (EntityWork &work : m_queue.takeAll(m_retryAt))
            receive(std::move(work));
        if (m_isEnding)
            continue;
        retryUnread();
        for (const EntityKey key : std::exchange(m_ready, {}))
            runTurn(key, reader, entities);
        if (m_unread.empty() && std::exchange(m_hasFault, false))
            m_settings.setFault(this, {});
    }
}

void EntityWorker::receive(EntityWork work)
{
    if (const auto *stored = std::get_if<EntityTurnStored>(&work.data)) {
        turnStored(work.entity, *stored);
        return;
    }
    if (std::holds_alternative<EntityCodeChanged>(work.data)) {
        ++m_code;
        return;
    }
    if (std::holds_alternative<EndEntityWork>(work.data))
        m_isEnding = true;
    if (m_isEnding)
        return;
    Slot &slot = m_slots[work.entity];
    if (auto *delivery = std::get_if<EntityDelivery>(&work.data))
        slot.arrived.push_back(std::move(*delivery));
    else
        slot.due.push_back(std::get<SignalsDue>(work.data).due);
    schedule(work.entity, slot);
}

void EntityWorker::turnStored(EntityKey key, const EntityTurnStored &stored)
{
    --m_storing;
    Slot &slot = m_slots.at(key);
    slot.isStoring = false;
    // A turn that was not stored leaves the entity in memory ahead of the disk: what it still has to do is
    // found there at the next start.
    if (!stored.isStored || stored.isRemoved)
        forget(key);
    else
        schedule(key, slot);
}

void EntityWorker::schedule(EntityKey key, Slot &slot)
{
    if (slot.isStoring || slot.isReady)
        return;
    if (slot.arrived.empty() && slot.due.empty() && slot.entity && !slot.entity->hasWork()) {
        becomeIdle(key, slot);
        return;
    }
    leaveIdle(slot);
    slot.isReady = true;
    m_ready.push_back(key);
}

void EntityWorker::retryUnread()
{
    if (!m_retryAt || std::chrono::steady_clock::now() < *m_retryAt)
        return;
    m_retryAt.reset();
    std::ranges::move(std::exchange(m_unread, {}), std::back_inserter(m_ready));
}

void EntityWorker::runTurn(EntityKey key, StoreReader &reader, EntitySource *entities)
{
    Slot &slot = m_slots.at(key);
    Loaded loaded = slot.entity ? renewCode(slot, entities) : load(key, slot, reader, entities);
    if (loaded == Loaded::Yes)
        loaded = takeDue(key, slot, reader);
    if (loaded == Loaded::Later) {
        m_unread.push_back(key);
        return;
    }
    slot.isReady = false;
    if (loaded == Loaded::Never) {
        forget(key);
        return;
    }
    for (EntityDelivery &delivery : std::exchange(slot.arrived, {}))
        slot.entity->receive(std::move(delivery));
    m_settings.failPoints.pass(FailPoint::EntityTurnBegins);
    auto turn = slot.entity->turn(m_settings.clock->now());
    if (!turn) {
        becomeIdle(key, slot);
        return;
    }
    slot.isStoring = true;
    ++m_storing;
    m_settings.storeTurn(std::move(*turn));
}

EntityWorker::Loaded EntityWorker::load(EntityKey key, Slot &slot, StoreReader &reader,
                                        EntitySource *entities)
{
    auto stored = reader.loadEntity(key);
    if (!stored)
        return stored.error().code == ErrorCode::NotFound ? Loaded::Never : fault(stored.error());
    m_settings.failPoints.pass(FailPoint::EntityLoaded);
    auto function = resolve(entities, stored->id.name);
    if (mayPass(function))
        return fault(function.error());
    slot.code = m_code;
    slot.entity = std::make_unique<LiveEntity>(std::move(*stored), std::move(function), m_settings.limits,
                                               m_settings.payloads);
    return Loaded::Yes;
}

EntityWorker::Loaded EntityWorker::renewCode(Slot &slot, EntitySource *entities)
{
    if (slot.code == m_code)
        return Loaded::Yes;
    auto function = resolve(entities, slot.entity->id().name);
    if (mayPass(function))
        return fault(function.error());
    slot.entity->setFunction(std::move(function));
    slot.code = m_code;
    return Loaded::Yes;
}

/// Delayed signals are not kept in memory before their time.
EntityWorker::Loaded EntityWorker::takeDue(EntityKey key, Slot &slot, StoreReader &reader)
{
    while (!slot.due.empty()) {
        auto due = reader.dueSignals(key, slot.due.front());
        if (!due)
            return fault(due.error());
        slot.due.pop_front();
        std::ranges::move(*due, std::back_inserter(slot.arrived));
    }
    return Loaded::Yes;
}

EntityWorker::Loaded EntityWorker::fault(const Error &error)
{
    if (error.code == ErrorCode::Damaged || error.code == ErrorCode::Unsupported)
        return Loaded::Never;
    m_hasFault = true;
    m_settings.setFault(this, error);
    if (!m_retryAt)
        m_retryAt = std::chrono::steady_clock::now() + retryInterval;
    return Loaded::Later;
}

void EntityWorker::becomeIdle(EntityKey key, Slot &slot)
{
    if (slot.idle || slot.entity->holdsMessages())
        return;
    slot.idle = m_idle.insert(m_idle.end(), key);
    if (int(m_idle.size()) > m_settings.cachedEntities)
        forget(m_idle.front());
}

void EntityWorker::leaveIdle(Slot &slot)
{
    if (!slot.idle)
        return;
    m_idle.erase(*slot.idle);
    slot.idle.reset();
}

void EntityWorker::forget(EntityKey key)
{
    const auto slot = m_slots.find(key);
    if (slot == m_slots.end())
        return;
    leaveIdle(slot->second);
    m_slots.erase(slot);
}

} // namespace perdura
