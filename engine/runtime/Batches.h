// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/runtime/BatchTypes.h"
#include "engine/runtime/MaintenanceThread.h"
#include "engine/runtime/Submitter.h"

#include <map>

namespace perdura {

/// Runs a hub's batches on the maintenance thread, some instances at a time; a single refusal does not stop
/// one, a fault of the database pauses it. Batches and their outcomes last as long as the hub runs; the audit
/// log keeps what they did. Thread-safe.
class Batches
{
public:
    struct Settings
    {
        std::shared_ptr<const Clock> clock;
        MaintenanceThread *thread = nullptr; ///< outlives this
        Submit submit;
        std::function<void()> changed; ///< progress; any thread; may be null
    };

    explicit Batches(Settings settings)
        : m_settings(std::move(settings))
    {}

    /// Instances that go at a time.
    static constexpr int chunk = 100;
    /// Ended batches that are remembered.
    static constexpr std::size_t remembered = 50;

    [[nodiscard]] int begin(BatchRequest request, std::string author);
    /// Errors: NotFound, NotAllowed (ended).
    [[nodiscard]] Result<void> control(int id, BatchControl control);
    [[nodiscard]] std::vector<BatchStatus> all() const; ///< oldest first
    /// At most 1,000 from that place on; empty past the end. Error: NotFound.
    [[nodiscard]] Result<std::vector<BatchOutcome>> outcomes(int id, std::size_t from) const;

private:
    struct Run
    {
        BatchStatus status;
        BatchRequest request;
        std::vector<InstanceId> pending = {}; ///< of the page that was read last
        bool isCounted = false;
        bool isRead = false; ///< there is no other page
        bool isStepping = false;
        std::vector<BatchOutcome> outcomes = {};
    };

    void post(int id);
    void step(int id, StoreReader &reader);
    [[nodiscard]] Result<void> readNext(Run &run, StoreReader &reader);
    [[nodiscard]] std::vector<Result<WriteReceipt>> act(const Run &run, StoreReader &reader);
    [[nodiscard]] Result<WriteRequest> requestFor(const Run &run, const InstanceId &id, StoreReader &reader);
    void finishStep(int id, Run stepped, const std::optional<Error> &fault);
    void record(const BatchStatus &status, AuditAction action, const std::string &reason);
    void forgetOld();
    void tell() const;

    Settings m_settings;
    mutable std::mutex m_mutex;
    std::map<int, Run> m_runs;
    int m_last = 0;
};

/// How many instances the query finds now.
[[nodiscard]] Result<qint64> countMatches(StoreReader &reader, InstanceQuery query);

} // namespace perdura
