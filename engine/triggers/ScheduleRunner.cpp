// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/triggers/ScheduleRunner.h"

#include <algorithm>
#include <deque>

namespace perdura {

using namespace std::chrono_literals;

std::vector<Instant> dueTimes(const CronSchedule &schedule, CatchUp rule, Instant after, Instant now)
{
    constexpr std::size_t most = 1000;
    std::deque<Instant> times;
    // A pause of years with a time each minute is looked through from its last part on.
    const Instant from = std::max(after, now - std::chrono::days(rule == CatchUp::All ? 366 : 8 * 366));
    for (auto next = schedule.next(rule == CatchUp::Skip ? std::max(from, now - 1min) : from);
         next && *next <= now; next = schedule.next(*next)) {
        times.push_back(*next);
        if (times.size() > most || (rule == CatchUp::Latest && times.size() > 1))
            times.pop_front();
    }
    return {times.begin(), times.end()};
}

ScheduleRunner::ScheduleRunner(TriggerLauncher &launcher, TriggerLedger &ledger,
                               std::shared_ptr<const Clock> clock, QObject *parent)
    : QObject(parent)
    , m_launcher(launcher)
    , m_ledger(ledger)
    , m_clock(std::move(clock))
{
    m_timer.setSingleShot(true);
    connect(&m_timer, &QTimer::timeout, this, &ScheduleRunner::look);
}

void ScheduleRunner::setTriggers(const TriggerMap &triggers)
{
    m_entries.clear();
    for (const auto &[workflow, all] : triggers) {
        for (const ScheduleTrigger &trigger : all.schedules) {
            const auto schedule = CronSchedule::parse(trigger.cron, trigger.timeZone);
            if (!schedule)
                continue;
            std::string key = "schedule\n" + workflow + '\n' + trigger.cron + '\n' + trigger.timeZone;
            if (!m_ledger.find(key))
                m_ledger.set(key, m_clock->now());
            m_entries.push_back({workflow, std::move(key), trigger, *schedule});
        }
    }
    look();
}

void ScheduleRunner::look()
{
    const Instant now = m_clock->now();
    for (const Entry &entry : m_entries)
        runDue(entry, now);
    setTimer(now);
}

void ScheduleRunner::runDue(const Entry &entry, Instant now)
{
    const Instant after = m_ledger.findInstant(entry.key).value_or(now);
    if (m_underWay.contains(entry.key) || entry.schedule.next(after).value_or(Instant::max()) > now)
        return;
    auto times = dueTimes(entry.schedule, entry.trigger.catchUp, after, now);
    if (times.empty())
        m_ledger.set(entry.key, now);
    else
        launch(entry, std::move(times));
}

void ScheduleRunner::launch(const Entry &entry, std::vector<Instant> times)
{
    if (times.empty()) {
        m_underWay.erase(entry.key);
        return;
    }
    m_underWay.insert(entry.key);
    const Instant due = times.front();
    times.erase(times.begin());
    TriggerEvent event;
    event.workflow = entry.workflow;
    event.trigger = "schedule " + entry.trigger.cron;
    // Cron counts in minutes.
    event.instance = triggerInstanceId(entry.workflow, toIso(due).substr(0, 16) + "Z");
    event.input = entry.trigger.input;
    event.told = {{"due", toIso(due)}, {"schedule", entry.trigger.cron}};
    m_launcher.launch(std::move(event), [this, entry, due, times = std::move(times)](bool isDone) {
        if (isDone)
            m_ledger.set(entry.key, due);
        launch(entry, isDone ? times : std::vector<Instant>());
    });
}

void ScheduleRunner::setTimer(Instant now)
{
    // Not for longer than an hour: the machine may sleep, and its clock may be set.
    Instant wake = now + 1h;
    for (const Entry &entry : m_entries)
        wake = std::min(wake, entry.schedule.next(now).value_or(wake));
    if (m_entries.empty())
        m_timer.stop();
    else
        m_timer.start(std::chrono::ceil<std::chrono::milliseconds>(wake - now));
}

} // namespace perdura
