// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/CompletionRunner.h"

#include "engine/client/WhenFinished.h"

namespace perdura {

CompletionRunner::CompletionRunner(HubClient &hub, TriggerLauncher &launcher, TriggerLedger &ledger,
                                   std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_launcher(launcher)
    , m_ledger(ledger)
    , m_clock(std::move(clock))
{
    connect(&m_hub, &HubClient::instancesChanged, this, &CompletionRunner::lookAtAll);
}

void CompletionRunner::setTriggers(const TriggerMap &triggers)
{
    m_entries.clear();
    for (const auto &[workflow, all] : triggers) {
        for (const CompletionTrigger &trigger : all.completions) {
            // Its own end would start it for ever; the validation says so.
            if (trigger.workflow == workflow)
                continue;
            const auto entry = std::make_shared<Entry>();
            entry->workflow = workflow;
            entry->key = "completion\n" + workflow + '\n' + trigger.workflow;
            entry->trigger = trigger;
            if (!m_ledger.find(entry->key))
                m_ledger.set(entry->key, m_clock->now());
            m_entries.push_back(entry);
        }
    }
    lookAtAll();
}

void CompletionRunner::lookAtAll()
{
    for (const EntryPointer &entry : m_entries)
        look(entry);
}

void CompletionRunner::look(const EntryPointer &entry)
{
    if (std::exchange(entry->isUnderWay, true))
        entry->looksAgain = true;
    else
        lookFurther(entry, {}, {});
}

void CompletionRunner::lookFurther(const EntryPointer &entry, const QByteArray &after,
                                   std::vector<InstanceSummary> found)
{
    InstanceQuery query;
    query.name = entry->trigger.workflow;
    query.statuses = entry->trigger.statuses;
    // That instant is in: several may have ended in it, and none is started for twice.
    query.updated.from = m_ledger.findInstant(entry->key);
    query.order = InstanceOrder::LastUpdatedFirst;
    query.limit = 1000;
    query.after = after;
    whenFinished(m_hub.instances(query), this,
                 [this, entry, found = std::move(found)](const Result<InstancePage> &page) mutable {
                     if (!page) {
                         stop(entry);
                         return;
                     }
                     found.insert(found.end(), page->instances.begin(), page->instances.end());
                     if (page->next.isEmpty())
                         launchNext(entry, std::move(found));
                     else
                         lookFurther(entry, page->next, std::move(found));
                 });
}

void CompletionRunner::launchNext(const EntryPointer &entry, std::vector<InstanceSummary> newestFirst)
{
    if (newestFirst.empty()) {
        stop(entry);
        return;
    }
    const InstanceId next = newestFirst.back().id;
    newestFirst.pop_back();
    whenFinished(m_hub.instance(next), this,
                 [this, entry, rest = std::move(newestFirst)](const Result<InstanceDetail> &detail) mutable {
                     // One that was purged meanwhile starts nothing.
                     if (detail)
                         launch(entry, *detail, std::move(rest));
                     else
                         launchNext(entry, std::move(rest));
                 });
}

void CompletionRunner::launch(const EntryPointer &entry, const InstanceDetail &detail,
                              std::vector<InstanceSummary> rest)
{
    const InstanceSummary &summary = detail.summary;
    TriggerEvent event;
    event.workflow = entry->workflow;
    event.trigger = "after " + entry->trigger.workflow;
    // With the time, since an id may be used again.
    event.instance =
        triggerInstanceId(entry->workflow, "after " + summary.id.value + ' ' + toIso(summary.created));
    event.input = entry->trigger.input;
    event.told = {{"instance", summary.id.value},
                  {"workflow", summary.name},
                  {"status", std::string(statusName(summary.status))},
                  {"output", summary.status == OrchestrationStatus::Completed
                                 ? detail.output
                                 : Json(summary.failureMessage)}};
    const Instant seen = summary.lastUpdated;
    m_launcher.launch(std::move(event), [this, entry, seen, rest = std::move(rest)](bool isDone) {
        if (isDone)
            m_ledger.set(entry->key, std::max(seen, m_ledger.findInstant(entry->key).value_or(seen)));
        if (isDone)
            launchNext(entry, rest);
        else
            stop(entry);
    });
}

void CompletionRunner::stop(const EntryPointer &entry)
{
    entry->isUnderWay = false;
    if (std::exchange(entry->looksAgain, false))
        look(entry);
}

} // namespace perdura
