// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"
#include "engine/runtime/MaintenanceThread.h"
#include "engine/runtime/RetentionRules.h"
#include "engine/runtime/Submitter.h"

#include <atomic>

namespace perdura {

/// Carries out a hub's retention rules: at the start, when an instance becomes due, and when the rules
/// change; in small steps, on the maintenance thread. Writes into the audit log what went.
class Retention
{
public:
    /// The name of the setting that holds the rules.
    static constexpr auto setting = "retention";
    /// Sweeps are at least so far apart, for each of them looks at all finished instances.
    static constexpr std::chrono::minutes interval{1};

    /// All of them outlive this.
    Retention(std::shared_ptr<const Clock> clock, MaintenanceThread &thread, Submit submit,
              const FailPoints &failPoints);

    /// The hub has started, or the rules were changed: reads them and sweeps.
    void begin();
    /// An instance has finished. Any thread; cheap.
    void instanceEnded();
    /// The maintenance thread's alarm.
    void sweep(StoreReader &reader);

private:
    [[nodiscard]] Result<void> sweep(StoreReader &reader, RetentionPlan &plan);
    [[nodiscard]] Result<void> purge(const std::vector<FinishedInstance> &page, RetentionPlan &plan);
    [[nodiscard]] Result<RetentionRules> readRules(StoreReader &reader);
    void schedule(Instant due);

    std::shared_ptr<const Clock> m_clock;
    MaintenanceThread &m_thread;
    Submit m_submit;
    FailPoints m_failPoints;
    RetentionRules m_rules;                      ///< on the maintenance thread
    std::atomic<std::int64_t> m_shortestAge{-1}; ///< µs; -1: there are no rules
    std::atomic<std::int64_t> m_notBefore{0};    ///< µs; the next sweep
    std::atomic<bool> m_isScheduled{false};
};

} // namespace perdura
