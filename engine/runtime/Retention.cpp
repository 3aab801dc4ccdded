// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Retention.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

std::int64_t toNumber(Instant instant)
{
    return instant.time_since_epoch().count();
}

} // namespace

Retention::Retention(std::shared_ptr<const Clock> clock, MaintenanceThread &thread, Submit submit,
                     const FailPoints &failPoints)
    : m_clock(std::move(clock))
    , m_thread(thread)
    , m_submit(std::move(submit))
    , m_failPoints(failPoints)
{}

void Retention::begin()
{
    m_thread.post([this](StoreReader &reader) {
        auto rules = readRules(reader);
        m_rules = rules ? std::move(*rules) : RetentionRules();
        const auto shortest = RetentionPlan(m_rules).shortestAge();
        m_shortestAge = shortest ? shortest->count() : -1;
        sweep(reader);
    });
}

Result<RetentionRules> Retention::readRules(StoreReader &reader)
{
    const auto text = reader.setting(setting);
    if (!text)
        return fail(text.error());
    if (text->isEmpty())
        return RetentionRules();
    const auto json = parseJson({text->constData(), std::size_t(text->size())});
    return json ? retentionFromJson(*json) : fail(json.error());
}

void Retention::instanceEnded()
{
    const std::int64_t age = m_shortestAge;
    // One that ends later is due later: the alarm that is set is the first.
    if (age < 0 || m_isScheduled.exchange(true))
        return;
    m_thread.wakeAt(std::max(m_clock->now() + Duration(age), Instant(Duration(m_notBefore.load()))));
}

void Retention::schedule(Instant due)
{
    m_isScheduled = true;
    m_thread.wakeAt(std::max(due, Instant(Duration(m_notBefore.load()))));
}

void Retention::sweep(StoreReader &reader)
{
    m_isScheduled = false;
    if (m_rules.empty())
        return;
    m_notBefore = toNumber(m_clock->now() + interval);
    RetentionPlan plan(m_rules);
    if (const auto done = sweep(reader, plan); !done)
        schedule(m_clock->now()); // the database is not well; what is due stays due
    else if (plan.nextDue())
        schedule(*plan.nextDue());
}

Result<void> Retention::sweep(StoreReader &reader, RetentionPlan &plan)
{
    for (const bool isCount : {true, false}) {
        if (isCount && !plan.needsCount())
            continue;
        for (InstanceKey after{}; !m_thread.isStopping();) {
            const auto page = reader.finished(after);
            if (!page)
                return fail(page.error());
            if (page->empty())
                break;
            after = page->back().key;
            if (isCount) {
                for (const FinishedInstance &instance : *page)
                    plan.count(instance);
            } else if (auto done = purge(*page, plan); !done) {
                return done;
            }
        }
    }
    return {};
}

Result<void> Retention::purge(const std::vector<FinishedInstance> &page, RetentionPlan &plan)
{
    constexpr std::ptrdiff_t atOnce = 100;
    const Instant now = m_clock->now();
    std::vector<PurgeInstance> requests;
    for (const FinishedInstance &instance : page) {
        const RetentionRule *rule = plan.ruleFor(instance, now);
        if (!rule)
            continue;
        requests.push_back(
            {.instance = instance.id,
             .includesChildren = rule->includesChildren,
             .note = OperatorNote{
                 now, "perdura", AuditAction::Purge, instance.id.value,
                 QCoreApplication::translate("perdura::Retention", "Retention rule").toStdString()}});
    }
    // Children were started after their parents. They go first, else they would be gone with them already and
    // the audit log would tell of refusals.
    for (auto next = requests.rbegin(); next != requests.rend() && !m_thread.isStopping();) {
        const auto end = next + std::min<std::ptrdiff_t>(atOnce, requests.rend() - next);
        for (const auto &result : purgeAndWait(m_submit, {next, end})) {
            if (!result && isFaultOfStore(result.error()))
                return fail(result.error());
        }
        next = end;
        m_failPoints.pass(FailPoint::PurgeChunkStored);
    }
    return {};
}

} // namespace perdura
