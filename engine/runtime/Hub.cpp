// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/Hub.h"

#include <algorithm>
#include <map>
#include <set>
#include <thread>

namespace perdura {

namespace {

constexpr std::chrono::seconds activityStopBound{5};

HubSettings withDefaults(HubSettings settings)
{
    const int cores = std::max(1, int(std::thread::hardware_concurrency()));
    if (settings.orchestrationThreads <= 0)
        settings.orchestrationThreads = std::min(cores, 4);
    if (settings.activityThreads <= 0)
        settings.activityThreads = std::max(cores, 4);
    return settings;
}

TurnStored outcomeOf(const Result<WriteReceipt> &receipt)
{
    if (receipt)
        return {};
    const ErrorCode code = receipt.error().code;
    const bool isDropped = code == ErrorCode::NotFound || code == ErrorCode::Cancelled;
    return {isDropped ? TurnStored::Outcome::Dropped : TurnStored::Outcome::Refused, receipt.error()};
}

} // namespace

Hub::Hub(HubSettings settings)
    : m_settings(withDefaults(std::move(settings)))
    , m_condition(m_settings.stateChanged)
    , m_storage([this](std::optional<Error> fault) { m_condition.setFault(&m_storage, std::move(fault)); })
    , m_timers(m_settings.clock,
               [this](const PendingTimer &timer) {
                   m_settings.failPoints.pass(FailPoint::TimerDue);
                   post({timer.instance, TimerDue{timer.number, timer.fireAt}});
               })
    , m_activities(activitySettings())
    , m_entities(entitySettings(), m_settings.orchestrationThreads)
    , m_maintenance(m_settings.clock, [this](StoreReader &reader) { m_retention.sweep(reader); })
    , m_retention(m_settings.clock, m_maintenance, submitter(), m_settings.failPoints)
    , m_batches({m_settings.clock, &m_maintenance, submitter(), m_settings.batchesChanged})
{}

Hub::~Hub()
{
    // From the outside in: no new impulse, then the results that still come, the turns over them, and their
    // commit.
    m_maintenance.stop();
    m_timers.stop();
    m_entities.stopTimers();
    m_activities.shutDown(activityStopBound);
    m_storage.stopRetrying();
    for (const auto &worker : m_workers)
        worker->stop();
    m_entities.stop();
    m_storage.stop();
    m_condition.end();
}

Result<std::unique_ptr<Hub>> Hub::open(HubSettings settings)
{
    std::unique_ptr<Hub> hub(new Hub(std::move(settings)));
    if (auto started = hub->start(); !started)
        return fail(started.error());
    return hub;
}

Result<void> Hub::start()
{
    if (auto started = m_storage.start(m_settings.store); !started)
        return started;
    for (int i = 0; i < m_settings.orchestrationThreads; ++i)
        m_workers.push_back(std::make_unique<OrchestrationWorker>(workerSettings()));
    m_condition.begin();
    // What is pending lies with its part before the first turn runs: a turn may end an instance, whose
    // activities and timers must not come after that.
    if (auto recovered = recover(); !recovered)
        return recovered;
    for (const auto &worker : m_workers) {
        if (auto started = worker->start(); !started)
            return started;
    }
    if (auto started = m_entities.start(); !started)
        return started;
    if (auto started = m_maintenance.start(m_settings.store); !started)
        return started;
    m_retention.begin();
    m_settings.failPoints.pass(FailPoint::HubStarted);
    return {};
}

Result<void> Hub::recover()
{
    const auto reader = m_settings.store->openReader();
    if (!reader)
        return fail(reader.error());
    // Everything is read before anything runs, so that no turn's new work is found and begun a second time.
    const auto starts = (*reader)->notStarted();
    auto inbox = (*reader)->inbox();
    auto activities = (*reader)->activities();
    auto timers = (*reader)->timers();
    for (const auto &error : {starts ? Error() : starts.error(), inbox ? Error() : inbox.error(),
                              activities ? Error() : activities.error(), timers ? Error() : timers.error()}) {
        if (!error.message.isEmpty())
            return fail(error);
    }
    m_settings.failPoints.pass(FailPoint::RecoveryRead);
    for (const InstanceKey key : *starts)
        post({key, Begin{}});
    std::set<InstanceKey> ending;
    for (InboxMessage &message : *inbox) {
        if (message.fault) {
            reportUnreadable(message.instance, *message.fault);
            continue;
        }
        if (message.event.as<ExecutionTerminated>())
            ending.insert(message.instance);
        post({message.instance, FromInbox{message.number, std::move(message.event)}});
    }
    m_settings.failPoints.pass(FailPoint::MessagesRecovered);
    for (ScheduledActivity &activity : *activities) {
        if (!ending.contains(activity.instance))
            m_activities.run(std::move(activity));
    }
    m_settings.failPoints.pass(FailPoint::ActivitiesRecovered);
    std::erase_if(*timers, [&](const PendingTimer &timer) { return ending.contains(timer.instance); });
    m_timers.add(*timers);
    m_settings.failPoints.pass(FailPoint::TimersRecovered);
    return m_entities.recover(**reader);
}

WorkerSettings Hub::workerSettings()
{
    WorkerSettings settings;
    settings.store = m_settings.store;
    settings.clock = m_settings.clock;
    settings.orchestrators = m_settings.orchestrators;
    settings.limits = m_settings.limits;
    settings.cachedInstances =
        (m_settings.cachedInstances + m_settings.orchestrationThreads - 1) / m_settings.orchestrationThreads;
    settings.failPoints = m_settings.failPoints;
    settings.storeTurn = [this](const HistoryOwner &owner, DecidedTurn turn) {
        storeTurn(owner, std::move(turn));
    };
    settings.setFault = [this](const OrchestrationWorker *worker, std::optional<Error> fault) {
        m_condition.setFault(worker, std::move(fault));
    };
    settings.reportUnreadable = [this](InstanceKey instance, const Error &error) {
        reportUnreadable(instance, error);
    };
    return settings;
}

ActivityRunner::Settings Hub::activitySettings()
{
    ActivityRunner::Settings settings;
    settings.activities = m_settings.activities;
    settings.workspace = m_settings.workspace;
    settings.secrets = m_settings.secrets;
    settings.threads = m_settings.activityThreads;
    settings.failPoints = m_settings.failPoints;
    settings.clock = m_settings.clock;
    settings.progressed = [this](const InstanceId &instance) { notify(instance); };
    settings.payloadBytes = m_settings.limits.payloadBytes;
    settings.finished = [this](const ScheduledActivity &activity, ActivityResult result) {
        activityFinished(activity, std::move(result));
    };
    settings.log = [this](const ScheduledActivity &activity, const std::string &level,
                          const std::string &text) { appendLog(activity, level, text); };
    return settings;
}

EntityWorkerSettings Hub::entitySettings()
{
    EntityWorkerSettings settings;
    settings.store = m_settings.store;
    settings.clock = m_settings.clock;
    settings.entities = m_settings.entities;
    settings.limits = m_settings.entityLimits;
    settings.payloads = m_settings.limits;
    settings.cachedEntities = m_settings.cachedEntities;
    settings.failPoints = m_settings.failPoints;
    settings.storeTurn = [this](CommitEntityTurn turn) { storeEntityTurn(std::move(turn)); };
    settings.setFault = [this](const EntityWorker *worker, std::optional<Error> fault) {
        m_condition.setFault(worker, std::move(fault));
    };
    return settings;
}

Submit Hub::submitter()
{
    return [this](WriteRequest request, Done done) { submit(std::move(request), std::move(done)); };
}

void Hub::post(InstanceMessage message)
{
    const auto worker = std::size_t(message.instance) % m_workers.size();
    m_workers[worker]->post(std::move(message));
}

void Hub::submit(WriteRequest request, Done done)
{
    const auto stored = [this, done = std::move(done)](Result<WriteReceipt> receipt, WriteRequest &written) {
        if (receipt)
            accepted(written, *receipt);
        done(std::move(receipt));
        m_settings.failPoints.pass(FailPoint::ReceiptHandled);
    };
    m_storage.post(StorageThread::From::Client, std::move(request), stored);
}

// On the storage thread, after the commit.
void Hub::accepted(const WriteRequest &request, const WriteReceipt &receipt)
{
    if (const auto *start = std::get_if<CreateInstance>(&request)) {
        m_settings.failPoints.pass(FailPoint::StartAccepted);
        notify(start->id);
    } else if (const auto *answer = std::get_if<AnswerHumanTask>(&request)) {
        notify(answer->task.instance);
    } else if (std::holds_alternative<PublishDefinition>(request)) {
        m_entities.codeChanged();
    } else if (const auto *stored = std::get_if<StoreSetting>(&request);
               stored && stored->name == Retention::setting) {
        m_retention.begin();
    }
    if (const auto *rewind = std::get_if<RewindInstances>(&request)) {
        for (const RewindInstance &instance : rewind->instances) {
            for (const ScheduledActivity &activity : instance.activities)
                m_activities.run(activity);
        }
    }
    carryOut(receipt);
}

// What a commit put into inboxes and started: from here on it is the workers'.
void Hub::carryOut(const WriteReceipt &receipt)
{
    for (const StartedInstance &started : receipt.started)
        post({started.key, Begin{started.row}});
    m_timers.add(receipt.timers);
    for (const Delivery &delivery : receipt.deliveries)
        post({delivery.instance, FromInbox{delivery.message, delivery.event}});
    m_entities.carryOut(receipt);
    for (const InstanceId &changed : receipt.changed)
        notify(changed);
}

void Hub::storeEntityTurn(CommitEntityTurn turn)
{
    m_settings.failPoints.pass(FailPoint::EntityTurnDecided);
    auto stored = [this](const Result<WriteReceipt> &receipt, WriteRequest &written) {
        const auto &request = std::get<CommitEntityTurn>(written);
        if (receipt)
            m_settings.failPoints.pass(FailPoint::EntityTurnStored);
        m_entities.turnStored(request.entity, receipt);
        if (!receipt)
            return;
        carryOut(*receipt);
        notify(InstanceId(toText(request.id)));
        m_settings.failPoints.pass(FailPoint::ReceiptHandled);
    };
    m_storage.post(StorageThread::From::Engine, std::move(turn), std::move(stored));
}

void Hub::storeTurn(const HistoryOwner &owner, DecidedTurn turn)
{
    m_settings.failPoints.pass(FailPoint::TurnDecided);
    CommitTurn commit = std::move(turn.commit);
    auto stored = [this, owner, effects = std::move(turn)](const Result<WriteReceipt> &receipt,
                                                           WriteRequest &written) mutable {
        auto &request = std::get<CommitTurn>(written);
        if (receipt)
            turnStored(owner, request, effects);
        post({request.instance, outcomeOf(receipt)});
        if (receipt)
            carryOut(*receipt);
        m_settings.failPoints.pass(FailPoint::ReceiptHandled);
    };
    m_storage.post(StorageThread::From::Engine, std::move(commit), std::move(stored));
}

// On the storage thread, after the commit: only now may the turn have effects.
void Hub::turnStored(const HistoryOwner &owner, const CommitTurn &turn, DecidedTurn &effects)
{
    if (effects.tookResults)
        m_settings.failPoints.pass(FailPoint::ResultStored);
    m_settings.failPoints.pass(isTerminal(turn.status) ? FailPoint::CompletionStored : FailPoint::TurnStored);
    m_timers.cancel(effects.endedTimers);
    if (effects.abandonsActivities)
        m_activities.stopInstance(turn.instance);
    for (ScheduledActivity &activity : effects.activities)
        m_activities.run(std::move(activity));
    for (const SequenceNumber task : effects.givenUpCalls)
        m_activities.giveUp(turn.instance, task);
    m_timers.add(turn.timers);
    if (isTerminal(turn.status))
        m_retention.instanceEnded();
    notify(owner.instance);
}

void Hub::activityFinished(const ScheduledActivity &activity, ActivityResult result)
{
    m_settings.failPoints.pass(FailPoint::ActivityEnded);
    post({activity.instance,
          ActivityFinished{activity.execution, activity.taskId, std::move(result), m_settings.clock->now()}});
}

void Hub::appendLog(const ScheduledActivity &activity, const std::string &level, const std::string &text)
{
    AppendLog request{activity.instance, {m_settings.clock->now(), activity.origin, level, text}};
    m_storage.post(StorageThread::From::Log, std::move(request),
                   [this, id = activity.instanceId](const Result<WriteReceipt> &receipt, WriteRequest &) {
                       if (receipt)
                           notify(id);
                   });
}

void Hub::notify(const InstanceId &id) const
{
    if (m_settings.changed)
        m_settings.changed(id);
}

void Hub::reportUnreadable(InstanceKey instance, const Error &error)
{
    AppendLog request{instance, {m_settings.clock->now(), {}, "error", error.message.toStdString()}};
    m_storage.post(StorageThread::From::Log, std::move(request),
                   [](const Result<WriteReceipt> &, WriteRequest &) {});
}

HubHealth Hub::health() const
{
    const auto commits = m_storage.meter().figures(std::chrono::steady_clock::now());
    const auto writes = m_storage.queue();
    const auto activities = m_activities.figures();
    HubHealth health;
    health.turnsPerSecond = commits.turnsPerSecond;
    health.commitsPerSecond = commits.commitsPerSecond;
    health.commitP50 = commits.p50;
    health.commitP99 = commits.p99;
    health.queuedWrites = writes.length;
    for (const auto &worker : m_workers)
        health.queuedMessages.push_back(worker->queueLength());
    health.waitingActivities = activities.waiting;
    health.runningActivities = activities.running;
    health.openTimers = m_timers.count();
    health.oldestWait = writes.oldest;
    if (activities.oldest) {
        const Duration waited = std::max(Duration(0), m_settings.clock->now() - *activities.oldest);
        health.oldestWait = std::max(health.oldestWait.value_or(Duration(0)), waited);
    }
    return health;
}

void Hub::complete(InstanceExplanation &explanation) const
{
    std::map<SequenceNumber, RunningActivity> activities;
    for (RunningActivity &activity : m_activities.activitiesOf(explanation.instance))
        activities.emplace(activity.taskId, std::move(activity));
    for (InstanceReason &reason : explanation.reasons) {
        const auto found = activities.find(reason.number);
        if (reason.kind != InstanceReason::Kind::Activity || found == activities.end())
            continue;
        const RunningActivity &activity = found->second;
        reason.kind =
            activity.began ? InstanceReason::Kind::ActivityRunning : InstanceReason::Kind::ActivityQueued;
        reason.since = activity.began ? activity.began : reason.since;
        reason.count = activity.queuePosition;
        reason.detail = activity.progress;
    }
}

} // namespace perdura
