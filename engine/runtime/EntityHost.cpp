// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/EntityHost.h"

#include <algorithm>
#include <iterator>

namespace perdura {

namespace {

// The timer service knows instances; here their place is taken by entities, each time once for each entity.
PendingTimer toTimer(const EntityTimer &timer)
{
    return {InstanceKey(qint64(timer.entity)), 0, timer.due};
}

std::vector<PendingTimer> toTimers(const std::vector<EntityTimer> &timers)
{
    std::vector<PendingTimer> converted;
    std::ranges::transform(timers, std::back_inserter(converted), toTimer);
    return converted;
}

} // namespace

EntityHost::EntityHost(EntityWorkerSettings settings, int threads)
    : m_timers(settings.clock, [this, failPoints = settings.failPoints](const PendingTimer &timer) {
        failPoints.pass(FailPoint::SignalsDue);
        post({EntityKey(qint64(timer.instance)), SignalsDue{timer.fireAt}});
    })
{
    settings.cachedEntities = (settings.cachedEntities + threads - 1) / threads;
    for (int i = 0; i < threads; ++i)
        m_workers.push_back(std::make_unique<EntityWorker>(settings));
}

EntityHost::~EntityHost()
{
    m_timers.stop();
}

Result<void> EntityHost::recover(StoreReader &reader)
{
    auto inbox = reader.entityInbox();
    if (!inbox)
        return fail(inbox.error());
    const auto timers = reader.entityTimers();
    if (!timers)
        return fail(timers.error());
    for (EntityDelivery &delivery : *inbox) {
        const EntityKey entity = delivery.entity;
        post({entity, std::move(delivery)});
    }
    m_timers.add(toTimers(*timers));
    return {};
}

Result<void> EntityHost::start()
{
    for (const auto &worker : m_workers) {
        if (auto started = worker->start(); !started)
            return started;
    }
    return {};
}

void EntityHost::carryOut(const WriteReceipt &receipt)
{
    for (const EntityDelivery &delivery : receipt.entityDeliveries)
        post({delivery.entity, delivery});
    if (!receipt.entityTimers.empty())
        m_timers.add(toTimers(receipt.entityTimers));
}

void EntityHost::codeChanged()
{
    for (const auto &worker : m_workers)
        worker->post({{}, EntityCodeChanged{}});
}

void EntityHost::turnStored(EntityKey entity, const Result<WriteReceipt> &receipt)
{
    post({entity, EntityTurnStored{receipt.has_value(), receipt && receipt->isEntityRemoved}});
}

void EntityHost::stop()
{
    for (const auto &worker : m_workers)
        worker->stop();
}

void EntityHost::post(EntityWork work)
{
    const auto worker = std::size_t(work.entity) % m_workers.size();
    m_workers[worker]->post(std::move(work));
}

} // namespace perdura
