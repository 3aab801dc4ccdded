// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/CronSchedule.h"
#include "engine/triggers/TriggerLauncher.h"
#include "engine/triggers/TriggerLedger.h"
#include "engine/triggers/WorkspaceTriggers.h"

#include <QTimer>

#include <set>

namespace perdura {

/// Starts workflows at the times of their schedules. A schedule counts from the moment at which it is first
/// seen; how far it has come is kept in the ledger. Launcher's thread.
class ScheduleRunner final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this.
    ScheduleRunner(TriggerLauncher &launcher, TriggerLedger &ledger, std::shared_ptr<const Clock> clock,
                   QObject *parent = nullptr);

    void setTriggers(const TriggerMap &triggers);
    /// Starts what is due; called by a timer, and by whoever has moved the clock.
    void look();

private:
    struct Entry
    {
        std::string workflow;
        std::string key; ///< in the ledger
        ScheduleTrigger trigger;
        CronSchedule schedule;
    };
    void runDue(const Entry &entry, Instant now);
    /// One after the other; the ledger follows. What could not be stored is tried again at the next look.
    void launch(const Entry &entry, std::vector<Instant> times);
    void setTimer(Instant now);

    TriggerLauncher &m_launcher;
    TriggerLedger &m_ledger;
    std::shared_ptr<const Clock> m_clock;
    std::vector<Entry> m_entries;
    std::set<std::string> m_underWay; ///< keys
    QTimer m_timer;
};

/// The times of a schedule after one instant and up to another that give a start, by its catch-up rule: those
/// of the last minute always, older ones as the rule says. At most 1,000, the last ones.
[[nodiscard]] std::vector<Instant> dueTimes(const CronSchedule &schedule, CatchUp rule, Instant after,
                                            Instant now);

} // namespace perdura
