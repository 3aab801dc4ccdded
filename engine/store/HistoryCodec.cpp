// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/HistoryCodec.h"

#include "engine/store/HistoryKinds.h"
#include "engine/store/PackedBytes.h"

#include <QCoreApplication>

namespace perdura {

namespace {

// Format 2 added the limits of activities, format 3 their secrets, and groups and comments of human tasks; a
// row of an earlier format has none.
constexpr std::uint8_t currentFormat = 3;

constexpr std::uint8_t kindMask = 0x1f;
constexpr std::uint8_t hasId = 0x20;
constexpr std::uint8_t hasOrigin = 0x40;

class EventWriter
{
public:
    EventWriter(PackedWriter &out, const HistoryOwner &owner)
        : m_out(out)
        , m_owner(owner)
    {}

    void operator()(const OrchestratorStarted &) {}
    void operator()(const OrchestratorCompleted &) {}
    void operator()(const ExecutionStarted &event)
    {
        Q_ASSERT((m_owner == HistoryOwner{event.instance, event.execution, event.name, event.version,
                                          event.parent, event.tags}));
        m_out.json(event.input);
    }
    void operator()(const ExecutionCompleted &event)
    {
        m_out.number(std::uint64_t(event.status));
        m_out.json(event.result);
        m_out.json(event.failure ? toJson(*event.failure) : Json());
    }
    void operator()(const ExecutionTerminated &event) { m_out.text(event.reason); }
    void operator()(const TaskScheduled &event)
    {
        m_out.text(event.name);
        m_out.number(std::uint64_t(event.attempt));
        m_out.json(event.input);
        m_out.signedNumber(event.timeout ? event.timeout->count() : -1);
        m_out.number(event.secrets.size());
        for (const SecretReference &secret : event.secrets) {
            m_out.text(secret.pointer);
            m_out.text(secret.name);
        }
    }
    void operator()(const TaskCompleted &event)
    {
        m_out.signedNumber(event.taskId);
        m_out.json(event.result);
    }
    void operator()(const TaskFailed &event)
    {
        m_out.signedNumber(event.taskId);
        m_out.json(toJson(event.failure));
    }
    void operator()(const TimerCreated &event)
    {
        m_out.instant(event.fireAt);
        m_out.text(event.purpose);
    }
    void operator()(const TimerFired &event)
    {
        m_out.signedNumber(event.timerId);
        m_out.instant(event.fireAt);
    }
    void operator()(const EventRaised &event)
    {
        m_out.text(event.name);
        m_out.json(event.input);
    }
    void operator()(const HumanTaskCreated &event)
    {
        const HumanTaskRequest &request = event.request;
        m_out.text(request.title);
        m_out.text(request.description);
        m_out.text(request.assignee);
        m_out.byte(request.due ? 1 : 0);
        if (request.due)
            m_out.instant(*request.due);
        texts(request.outcomes);
        m_out.json(request.form);
        m_out.text(request.group);
        texts(request.commentedOutcomes);
    }
    void operator()(const HumanTaskAnswered &event)
    {
        m_out.signedNumber(event.taskId);
        m_out.text(event.outcome);
        m_out.json(event.form);
        m_out.text(event.comment);
        m_out.text(event.answeredBy);
    }
    void operator()(const ExecutionSuspended &event) { m_out.text(event.reason); }
    void operator()(const ExecutionResumed &event) { m_out.text(event.reason); }
    void operator()(const ExecutionRewound &event) { m_out.text(event.reason); }
    void operator()(const ExecutionMoved &event)
    {
        m_out.text(event.version.value);
        m_out.text(event.before.value);
        m_out.text(event.reason);
        m_out.text(event.refusal);
    }
    void operator()(const ContinuedAsNew &event)
    {
        m_out.text(event.version.value);
        m_out.byte(event.keepsEvents ? 1 : 0);
        m_out.json(event.input);
    }
    void operator()(const SubOrchestrationCreated &event)
    {
        m_out.text(event.name);
        m_out.text(event.version.value);
        m_out.text(event.instance.value);
        m_out.number(std::uint64_t(event.attempt));
        m_out.byte(event.isDetached ? 1 : 0);
        m_out.json(event.input);
    }
    void operator()(const SubOrchestrationCompleted &event)
    {
        m_out.signedNumber(event.taskId);
        m_out.json(event.result);
    }
    void operator()(const SubOrchestrationFailed &event)
    {
        m_out.signedNumber(event.taskId);
        m_out.json(toJson(event.failure));
    }
    void operator()(const EventSent &event)
    {
        m_out.text(event.instance.value);
        m_out.text(event.name);
        m_out.json(event.input);
    }
    void operator()(const EntityOperationSignaled &event)
    {
        entity(event.entity);
        m_out.text(event.operation);
        m_out.json(event.input);
        m_out.byte(event.due ? 1 : 0);
        if (event.due)
            m_out.instant(*event.due);
    }
    void operator()(const EntityOperationCalled &event)
    {
        entity(event.entity);
        m_out.text(event.operation);
        m_out.json(event.input);
    }
    void operator()(const EntityOperationCompleted &event)
    {
        m_out.signedNumber(event.taskId);
        m_out.json(event.result);
    }
    void operator()(const EntityOperationFailed &event)
    {
        m_out.signedNumber(event.taskId);
        m_out.json(toJson(event.failure));
    }
    void operator()(const EntityLockRequested &event) { entities(event.entities); }
    void operator()(const EntityLockGranted &event) { m_out.signedNumber(event.taskId); }
    void operator()(const EntityUnlockSent &event)
    {
        m_out.signedNumber(event.lockId);
        entities(event.entities);
    }

private:
    void texts(const std::vector<std::string> &list)
    {
        m_out.number(list.size());
        for (const std::string &text : list)
            m_out.text(text);
    }
    void entity(const EntityId &id)
    {
        m_out.text(id.name);
        m_out.text(id.key);
    }
    void entities(const std::vector<EntityId> &ids)
    {
        m_out.number(ids.size());
        for (const EntityId &id : ids)
            entity(id);
    }

    PackedWriter &m_out;
    const HistoryOwner &m_owner;
};

std::optional<FailureDetails> readFailure(PackedReader &in)
{
    const Json json = in.json();
    if (json.is_null())
        return {};
    const auto failure = failureFromJson(json);
    return failure ? std::optional(*failure) : std::nullopt;
}

std::vector<std::string> readTexts(PackedReader &in)
{
    std::vector<std::string> texts;
    for (std::uint64_t count = in.number(); count > 0 && in.ok(); --count)
        texts.push_back(in.text());
    return texts;
}

std::vector<SecretReference> readSecrets(PackedReader &in)
{
    std::vector<SecretReference> secrets;
    for (std::uint64_t count = in.number(); count > 0 && in.ok(); --count)
        secrets.push_back({in.text(), in.text()});
    return secrets;
}

HumanTaskRequest readRequest(std::uint8_t format, PackedReader &in)
{
    HumanTaskRequest request;
    request.title = in.text();
    request.description = in.text();
    request.assignee = in.text();
    if (in.byte() != 0)
        request.due = in.instant();
    request.outcomes = readTexts(in);
    request.form = in.json();
    if (format >= 3) {
        request.group = in.text();
        request.commentedOutcomes = readTexts(in);
    }
    return request;
}

EntityId readEntity(PackedReader &in)
{
    return {in.text(), in.text()};
}

std::vector<EntityId> readEntities(PackedReader &in)
{
    std::vector<EntityId> entities;
    for (std::uint64_t count = in.number(); count > 0 && in.ok(); --count)
        entities.push_back(readEntity(in));
    return entities;
}

// The order of the fields is that of EventWriter; braces evaluate from left to right.
std::optional<EventData> readData(HistoryKind kind, std::uint8_t format, PackedReader &in,
                                  const HistoryOwner &owner)
{
    switch (kind) {
    case HistoryKind::OrchestratorStarted:
        return OrchestratorStarted{};
    case HistoryKind::OrchestratorCompleted:
        return OrchestratorCompleted{};
    case HistoryKind::ExecutionStarted:
        return ExecutionStarted{owner.name,      owner.version, in.json(), owner.instance,
                                owner.execution, owner.parent,  owner.tags};
    case HistoryKind::ExecutionCompleted: {
        const auto status = storedStatus(in.number());
        if (!status)
            return {};
        ExecutionCompleted event{*status, in.json(), {}};
        event.failure = readFailure(in);
        return event;
    }
    case HistoryKind::ExecutionTerminated:
        return ExecutionTerminated{in.text()};
    case HistoryKind::TaskScheduled: {
        TaskScheduled event{.name = in.text(), .input = nullptr, .attempt = int(in.number())};
        event.input = in.json();
        const std::int64_t timeout = format >= 2 ? in.signedNumber() : -1;
        if (timeout >= 0)
            event.timeout = Duration(timeout);
        if (format >= 3)
            event.secrets = readSecrets(in);
        return event;
    }
    case HistoryKind::TaskCompleted:
        return TaskCompleted{SequenceNumber(in.signedNumber()), in.json()};
    case HistoryKind::TaskFailed:
        return TaskFailed{SequenceNumber(in.signedNumber()), readFailure(in).value_or(FailureDetails{})};
    case HistoryKind::TimerCreated:
        return TimerCreated{in.instant(), in.text()};
    case HistoryKind::TimerFired:
        return TimerFired{SequenceNumber(in.signedNumber()), in.instant()};
    case HistoryKind::EventRaised:
        return EventRaised{in.text(), in.json()};
    case HistoryKind::HumanTaskCreated:
        return HumanTaskCreated{readRequest(format, in)};
    case HistoryKind::HumanTaskAnswered:
        return HumanTaskAnswered{SequenceNumber(in.signedNumber()), in.text(), in.json(), in.text(),
                                 in.text()};
    case HistoryKind::ExecutionSuspended:
        return ExecutionSuspended{in.text()};
    case HistoryKind::ExecutionResumed:
        return ExecutionResumed{in.text()};
    case HistoryKind::ExecutionRewound:
        return ExecutionRewound{in.text()};
    case HistoryKind::ContinuedAsNew: {
        ContinuedAsNew event;
        event.version = VersionId(in.text());
        event.keepsEvents = in.byte() != 0;
        event.input = in.json();
        return event;
    }
    case HistoryKind::SubOrchestrationCreated: {
        SubOrchestrationCreated event;
        event.name = in.text();
        event.version = VersionId(in.text());
        event.instance = InstanceId(in.text());
        event.attempt = int(in.number());
        event.isDetached = in.byte() != 0;
        event.input = in.json();
        return event;
    }
    case HistoryKind::SubOrchestrationCompleted:
        return SubOrchestrationCompleted{SequenceNumber(in.signedNumber()), in.json()};
    case HistoryKind::SubOrchestrationFailed:
        return SubOrchestrationFailed{SequenceNumber(in.signedNumber()),
                                      readFailure(in).value_or(FailureDetails{})};
    case HistoryKind::EventSent:
        return EventSent{InstanceId(in.text()), in.text(), in.json()};
    case HistoryKind::EntityOperationSignaled: {
        EntityOperationSignaled event{readEntity(in), in.text(), in.json(), {}};
        if (in.byte() != 0)
            event.due = in.instant();
        return event;
    }
    case HistoryKind::EntityOperationCalled:
        return EntityOperationCalled{readEntity(in), in.text(), in.json()};
    case HistoryKind::EntityOperationCompleted:
        return EntityOperationCompleted{SequenceNumber(in.signedNumber()), in.json()};
    case HistoryKind::EntityOperationFailed:
        return EntityOperationFailed{SequenceNumber(in.signedNumber()),
                                     readFailure(in).value_or(FailureDetails{})};
    case HistoryKind::EntityLockRequested:
        return EntityLockRequested{readEntities(in)};
    case HistoryKind::EntityLockGranted:
        return EntityLockGranted{SequenceNumber(in.signedNumber())};
    case HistoryKind::ExecutionMoved:
        return ExecutionMoved{VersionId(in.text()), VersionId(in.text()), in.text(), in.text()};
    case HistoryKind::EntityUnlockSent:
        return EntityUnlockSent{SequenceNumber(in.signedNumber()), readEntities(in)};
    }
    return {};
}

tl::unexpected<Error> damaged()
{
    return fail(ErrorCode::Damaged,
                QCoreApplication::translate(
                    "perdura::HistoryCodec",
                    "A stored event cannot be read: the database is damaged. Restore a copy of it."));
}

} // namespace

std::optional<OrchestrationStatus> storedStatus(std::uint64_t number)
{
    if (number > std::uint64_t(OrchestrationStatus::Suspended))
        return {};
    return OrchestrationStatus(number);
}

QByteArray packEvents(std::span<const HistoryEvent> events, const HistoryOwner &owner)
{
    PackedWriter out;
    out.byte(currentFormat);
    Instant before;
    for (const HistoryEvent &event : events) {
        const bool withId = event.eventId >= 0;
        const bool withOrigin = !event.origin.node.empty() || !event.origin.iteration.empty();
        out.byte(std::uint8_t(std::uint8_t(kindOf(event.data)) | (withId ? hasId : 0) |
                              (withOrigin ? hasOrigin : 0)));
        out.signedNumber((event.timestamp - before).count());
        before = event.timestamp;
        if (withId)
            out.number(std::uint64_t(event.eventId));
        if (withOrigin) {
            out.text(event.origin.node);
            out.text(event.origin.iteration);
        }
        std::visit(EventWriter(out, owner), event.data);
    }
    return out.take();
}

Result<void> unpackEvents(const QByteArray &bytes, const HistoryOwner &owner, History &history)
{
    PackedReader in(bytes);
    const std::uint8_t format = in.byte();
    if (!in.ok() || format == 0)
        return damaged();
    if (format > currentFormat) {
        return fail(ErrorCode::Unsupported,
                    QCoreApplication::translate(
                        "perdura::HistoryCodec",
                        "The history was written by a newer version of Perdura; use that version."));
    }
    Instant before;
    while (!in.atEnd()) {
        HistoryEvent event;
        const std::uint8_t head = in.byte();
        event.timestamp = before + Duration(in.signedNumber());
        before = event.timestamp;
        if (head & hasId)
            event.eventId = SequenceNumber(in.number());
        if (head & hasOrigin) {
            event.origin.node = in.text();
            event.origin.iteration = in.text();
        }
        auto data = readData(HistoryKind(head & kindMask), format, in, owner);
        if (!data || !in.ok())
            return damaged();
        event.data = std::move(*data);
        history.push_back(std::move(event));
    }
    return {};
}

} // namespace perdura
