// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"
#include "monitor/detail/RunTracer.h"
#include "tests/support/client/SampleRun.h"

#include <memory>

namespace perdura {

/// A hub of the kind that people have: expense reports in all states, an import with 240 items, and a crowd
/// of others.
class SampleHub
{
public:
    explicit SampleHub(Instant now);

    [[nodiscard]] FakeHubClient *client() { return &m_client; }
    /// Gives the traces that belong to the runs of this hub.
    [[nodiscard]] RunTracerFactory tracer() const;
    void add(const SampleRun &run);
    void addCrowd(int count);

    [[nodiscard]] static WorkflowDefinition expenseDefinition();
    [[nodiscard]] static WorkflowDefinition importDefinition();
    static const VersionId expenseVersion;
    static const VersionId importVersion;

    /// Waits for its approval since yesterday.
    [[nodiscard]] static SampleRun waitingExpense(const std::string &id, Instant start, Instant now);
    /// Three days with an approval in between, completed.
    [[nodiscard]] static SampleRun completedExpense(const std::string &id, Instant start);
    /// Booking failed after three attempts.
    [[nodiscard]] static SampleRun failedExpense(const std::string &id, Instant start);
    /// `items` items, eight at a time, some retried and two failed; still running when `isRunning`.
    [[nodiscard]] static SampleRun import(const std::string &id, Instant start, int items, bool isRunning);

private:
    using Traces = std::map<InstanceId, RunTrace>;

    Instant m_now;
    FakeHubClient m_client;
    std::shared_ptr<Traces> m_traces;
};

} // namespace perdura
