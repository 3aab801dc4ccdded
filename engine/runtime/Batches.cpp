// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Batches.h"

#include "engine/runtime/Restart.h"

#include <QCoreApplication>

namespace perdura {

namespace {

constexpr std::size_t outcomesAtOnce = 1000;

tl::unexpected<Error> noSuchBatch(int id)
{
    return fail(
        ErrorCode::NotFound,
        QCoreApplication::translate("perdura::Batches", "There is no batch %1; check its number.").arg(id));
}

AuditAction auditActionOf(BatchAction action)
{
    switch (action) {
    case BatchAction::Terminate:
        return AuditAction::Terminate;
    case BatchAction::Suspend:
        return AuditAction::Suspend;
    case BatchAction::Resume:
        return AuditAction::Resume;
    case BatchAction::Purge:
        return AuditAction::Purge;
    case BatchAction::Restart:
        return AuditAction::Restart;
    }
    Q_UNREACHABLE();
}

HistoryEvent messageOf(const BatchRequest &request, Instant now)
{
    HistoryEvent event;
    event.timestamp = now;
    if (request.action == BatchAction::Suspend)
        event.data = ExecutionSuspended{request.reason};
    else if (request.action == BatchAction::Resume)
        event.data = ExecutionResumed{request.reason};
    else
        event.data = ExecutionTerminated{request.reason};
    return event;
}

bool isOver(BatchStatus::State state)
{
    return state == BatchStatus::State::Cancelled || state == BatchStatus::State::Finished;
}

} // namespace

Result<qint64> countMatches(StoreReader &reader, InstanceQuery query)
{
    query.limit = 1000;
    query.after.clear();
    qint64 count = 0;
    do {
        const auto page = reader.instances(query);
        if (!page)
            return fail(page.error());
        count += qint64(page->instances.size());
        query.after = page->next;
    } while (!query.after.isEmpty());
    return count;
}

int Batches::begin(BatchRequest request, std::string author)
{
    BatchStatus status;
    {
        const std::lock_guard lock(m_mutex);
        forgetOld();
        status.id = ++m_last;
        status.action = request.action;
        status.author = std::move(author);
        status.started = m_settings.clock->now();
        Run run{.status = status, .request = std::move(request)};
        run.request.query.limit = chunk;
        run.request.query.after.clear();
        record(status, AuditAction::BeginBatch, run.request.reason);
        m_runs.emplace(status.id, std::move(run));
    }
    post(status.id);
    return status.id;
}

void Batches::post(int id)
{
    m_settings.thread->post([this, id](StoreReader &reader) { step(id, reader); });
}

Result<void> Batches::control(int id, BatchControl control)
{
    bool goesOn = false;
    {
        const std::lock_guard lock(m_mutex);
        const auto run = m_runs.find(id);
        if (run == m_runs.end())
            return noSuchBatch(id);
        BatchStatus &status = run->second.status;
        if (isOver(status.state)) {
            return fail(ErrorCode::NotAllowed,
                        QCoreApplication::translate("perdura::Batches",
                                                    "The batch %1 has ended already; start another.")
                            .arg(id));
        }
        if (control == BatchControl::Pause) {
            status.state = BatchStatus::State::Paused;
        } else if (control == BatchControl::Cancel) {
            status.state = BatchStatus::State::Cancelled;
            status.ended = m_settings.clock->now();
            record(status, AuditAction::EndBatch, "cancelled");
        } else if (status.state == BatchStatus::State::Paused) {
            status.state = BatchStatus::State::Running;
            status.pausedBecause.clear();
            goesOn = !run->second.isStepping;
        }
    }
    if (goesOn)
        post(id);
    tell();
    return {};
}

std::vector<BatchStatus> Batches::all() const
{
    const std::lock_guard lock(m_mutex);
    std::vector<BatchStatus> statuses;
    for (const auto &[id, run] : m_runs)
        statuses.push_back(run.status);
    return statuses;
}

Result<std::vector<BatchOutcome>> Batches::outcomes(int id, std::size_t from) const
{
    const std::lock_guard lock(m_mutex);
    const auto run = m_runs.find(id);
    if (run == m_runs.end())
        return noSuchBatch(id);
    const auto &all = run->second.outcomes;
    const std::size_t begin = std::min(from, all.size());
    const std::size_t end = std::min(begin + outcomesAtOnce, all.size());
    return std::vector<BatchOutcome>(all.begin() + std::ptrdiff_t(begin), all.begin() + std::ptrdiff_t(end));
}

// On the maintenance thread. Works on a copy of what it needs, so that nobody waits for the database.
void Batches::step(int id, StoreReader &reader)
{
    Run run;
    {
        const std::lock_guard lock(m_mutex);
        const auto found = m_runs.find(id);
        if (found == m_runs.end() || found->second.status.state != BatchStatus::State::Running ||
            found->second.isStepping)
            return;
        found->second.isStepping = true;
        run.status = found->second.status;
        run.request = found->second.request;
        run.pending = found->second.pending;
        run.isCounted = found->second.isCounted;
        run.isRead = found->second.isRead;
    }
    std::optional<Error> fault;
    if (auto read = readNext(run, reader); !read) {
        fault = read.error();
    } else {
        const auto results = act(run, reader);
        std::vector<InstanceId> left;
        for (std::size_t i = 0; i < results.size(); ++i) {
            if (!results[i] && isFaultOfStore(results[i].error())) {
                fault = results[i].error();
                left.push_back(run.pending[i]);
            } else {
                run.outcomes.push_back({run.pending[i], results[i] ? QString() : results[i].error().message});
            }
        }
        run.pending = std::move(left);
    }
    finishStep(id, std::move(run), fault);
}

Result<void> Batches::readNext(Run &run, StoreReader &reader)
{
    if (!run.isCounted) {
        const auto count = countMatches(reader, run.request.query);
        if (!count)
            return fail(count.error());
        run.status.matched = *count;
        run.isCounted = true;
    }
    if (!run.pending.empty() || run.isRead)
        return {};
    const auto page = reader.instances(run.request.query);
    if (!page)
        return fail(page.error());
    for (const InstanceSummary &summary : page->instances)
        run.pending.push_back(summary.id);
    run.request.query.after = page->next;
    run.isRead = page->next.isEmpty();
    return {};
}

std::vector<Result<WriteReceipt>> Batches::act(const Run &run, StoreReader &reader)
{
    if (run.request.action == BatchAction::Purge) {
        std::vector<PurgeInstance> purges;
        for (const InstanceId &id : run.pending)
            purges.push_back(std::get<PurgeInstance>(*requestFor(run, id, reader)));
        return purgeAndWait(m_settings.submit, std::move(purges));
    }
    std::vector<Result<WriteReceipt>> results;
    std::vector<WriteRequest> requests;
    std::vector<std::size_t> places;
    for (const InstanceId &id : run.pending) {
        auto request = requestFor(run, id, reader);
        if (request) {
            places.push_back(results.size());
            requests.push_back(std::move(*request));
            results.emplace_back();
        } else {
            results.push_back(fail(request.error()));
        }
    }
    auto written = submitAndWait(m_settings.submit, std::move(requests));
    for (std::size_t i = 0; i < written.size(); ++i)
        results[places[i]] = std::move(written[i]);
    return results;
}

Result<WriteRequest> Batches::requestFor(const Run &run, const InstanceId &id, StoreReader &reader)
{
    const BatchRequest &request = run.request;
    const Instant now = m_settings.clock->now();
    const OperatorNote note{now, run.status.author, auditActionOf(request.action), id.value, request.reason};
    if (request.action == BatchAction::Purge)
        return PurgeInstance{.instance = id, .includesChildren = request.includesChildren, .note = note};
    if (request.action == BatchAction::Restart) {
        auto restart = prepareRestart(reader, id, {}, now);
        if (!restart)
            return fail(restart.error());
        restart->note = note;
        return *std::move(restart);
    }
    AddMessage message{.instance = id, .event = messageOf(request, now)};
    message.includesChildren = request.includesChildren && request.action == BatchAction::Terminate;
    message.note = note;
    return message;
}

void Batches::finishStep(int id, Run stepped, const std::optional<Error> &fault)
{
    bool goesOn = false;
    {
        const std::lock_guard lock(m_mutex);
        Run &run = m_runs.at(id);
        run.isStepping = false;
        run.isCounted = stepped.isCounted;
        run.isRead = stepped.isRead;
        run.request.query.after = stepped.request.query.after;
        run.pending = std::move(stepped.pending);
        run.status.matched = stepped.status.matched;
        for (BatchOutcome &outcome : stepped.outcomes) {
            ++(outcome.refusal.isEmpty() ? run.status.done : run.status.refused);
            run.outcomes.push_back(std::move(outcome));
        }
        if (isOver(run.status.state)) {
            // Cancelled meanwhile.
        } else if (fault) {
            run.status.state = BatchStatus::State::Paused;
            run.status.pausedBecause = fault->message;
        } else if (run.isRead && run.pending.empty()) {
            run.status.state = BatchStatus::State::Finished;
            run.status.ended = m_settings.clock->now();
            record(run.status, AuditAction::EndBatch,
                   std::to_string(run.status.done) + " done, " + std::to_string(run.status.refused) +
                       " refused");
        }
        goesOn = run.status.state == BatchStatus::State::Running;
    }
    if (goesOn)
        post(id);
    tell();
}

// Under the lock: submitting does not wait.
void Batches::record(const BatchStatus &status, AuditAction action, const std::string &reason)
{
    OperatorNote note{m_settings.clock->now(), status.author, action, "batch " + std::to_string(status.id),
                      reason};
    m_settings.submit(RecordAudit{std::move(note)}, [](const Result<WriteReceipt> &) {});
}

// Under the lock.
void Batches::forgetOld()
{
    std::size_t over = 0;
    for (const auto &[id, run] : m_runs)
        over += isOver(run.status.state) && !run.isStepping ? 1 : 0;
    for (auto run = m_runs.begin(); run != m_runs.end() && over >= remembered;) {
        if (isOver(run->second.status.state) && !run->second.isStepping) {
            run = m_runs.erase(run);
            --over;
        } else {
            ++run;
        }
    }
}

void Batches::tell() const
{
    if (m_settings.changed)
        m_settings.changed();
}

} // namespace perdura
