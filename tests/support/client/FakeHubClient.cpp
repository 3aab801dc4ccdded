// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/support/client/FakeHubClient.h"

#include <QCryptographicHash>
#include <QPromise>

#include <algorithm>

namespace perdura {

namespace {

bool newerFirst(const FakeHubClient::Instance &a, const FakeHubClient::Instance &b)
{
    const auto &left = a.detail.summary;
    const auto &right = b.detail.summary;
    return left.created != right.created ? left.created > right.created : left.id.value > right.id.value;
}

bool finished(OrchestrationStatus status)
{
    return status == OrchestrationStatus::Completed || status == OrchestrationStatus::Failed ||
           status == OrchestrationStatus::Terminated || status == OrchestrationStatus::Canceled;
}

bool matches(const InstanceSummary &summary, const InstanceQuery &query)
{
    const bool status = query.statuses.empty() || std::find(query.statuses.begin(), query.statuses.end(),
                                                            summary.status) != query.statuses.end();
    return status &&
           (query.nameContains.isEmpty() ||
            QString::fromStdString(summary.name).contains(query.nameContains, Qt::CaseInsensitive) ||
            summary.id.toQString().contains(query.nameContains, Qt::CaseInsensitive));
}

} // namespace

FakeHubClient::FakeHubClient(QObject *parent)
    : HubClient(parent)
{}

template <typename T>
QFuture<Result<T>> FakeHubClient::later(std::function<Result<T>()> answer)
{
    auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    std::optional<Error> error = std::exchange(m_nextError, std::nullopt);
    QMetaObject::invokeMethod(
        this,
        [promise, answer = std::move(answer), error = std::move(error)] {
            promise->addResult(error ? Result<T>(fail(*error)) : answer());
            promise->finish();
        },
        Qt::QueuedConnection);
    return future;
}

void FakeHubClient::put(Instance instance)
{
    const InstanceId id = instance.detail.summary.id;
    std::erase_if(m_instances, [&](const Instance &other) { return other.detail.summary.id == id; });
    m_instances.push_back(std::move(instance));
    sort();
    emit instancesChanged({id});
}

void FakeHubClient::fill(std::vector<Instance> instances)
{
    std::move(instances.begin(), instances.end(), std::back_inserter(m_instances));
    sort();
}

void FakeHubClient::change(const InstanceId &id, const std::function<void(Instance &)> &change)
{
    if (const auto found = find(id)) {
        change(**found);
        emit instancesChanged({id});
    }
}

void FakeHubClient::putTask(HumanTaskInfo task)
{
    const InstanceId id = task.id.instance;
    m_tasks.push_back(std::move(task));
    emit instancesChanged({id});
}

void FakeHubClient::putDefinition(const VersionId &version, QByteArray text)
{
    m_definitions.insert(QByteArray::fromStdString(version.value), std::move(text));
}

QFuture<Result<VersionId>> FakeHubClient::publish(QByteArray definitionText)
{
    const VersionId version(
        QCryptographicHash::hash(definitionText, QCryptographicHash::Sha256).toHex().toStdString());
    putDefinition(version, definitionText);
    return later<VersionId>([version] { return Result<VersionId>(version); });
}

QFuture<Result<InstanceId>> FakeHubClient::start(StartRequest request)
{
    starts.push_back(request);
    const InstanceId id =
        request.id.value_or(InstanceId(std::string("started-") + std::to_string(starts.size())));
    return later<InstanceId>([id] { return Result<InstanceId>(id); });
}

QFuture<Result<InstanceDetail>> FakeHubClient::instance(InstanceId id)
{
    return later<InstanceDetail>([this, id]() -> Result<InstanceDetail> {
        const auto found = find(id);
        if (!found)
            return fail(found.error());
        return (*found)->detail;
    });
}

QFuture<Result<InstancePage>> FakeHubClient::instances(InstanceQuery query)
{
    queries.push_back(query);
    return later<InstancePage>([this, query] { return Result<InstancePage>(page(query)); });
}

QFuture<Result<StatusCounts>> FakeHubClient::statusCounts()
{
    return later<StatusCounts>([this] {
        StatusCounts counts;
        for (const Instance &instance : m_instances)
            ++counts[int(instance.detail.summary.status)];
        return Result<StatusCounts>(counts);
    });
}

QFuture<Result<History>> FakeHubClient::history(InstanceId id)
{
    ++historyCalls;
    return later<History>([this, id]() -> Result<History> {
        const auto found = find(id);
        if (!found)
            return fail(found.error());
        return (*found)->history;
    });
}

QFuture<Result<QByteArray>> FakeHubClient::definition(VersionId version)
{
    return later<QByteArray>([this, version]() -> Result<QByteArray> {
        const auto found = m_definitions.constFind(QByteArray::fromStdString(version.value));
        if (found == m_definitions.constEnd())
            return fail(ErrorCode::NotFound, QStringLiteral("This hub has no definition of that version."));
        return *found;
    });
}

QFuture<Result<std::vector<HumanTaskInfo>>> FakeHubClient::humanTasks(std::optional<InstanceId> instance)
{
    return later<std::vector<HumanTaskInfo>>([this, instance] {
        std::vector<HumanTaskInfo> open;
        std::copy_if(m_tasks.begin(), m_tasks.end(), std::back_inserter(open),
                     [&](const HumanTaskInfo &task) { return !instance || task.id.instance == *instance; });
        return Result<std::vector<HumanTaskInfo>>(open);
    });
}

QFuture<Result<std::vector<LogLine>>> FakeHubClient::log(InstanceId id)
{
    return later<std::vector<LogLine>>([this, id]() -> Result<std::vector<LogLine>> {
        const auto found = find(id);
        if (!found)
            return fail(found.error());
        return (*found)->log;
    });
}

QFuture<Result<void>> FakeHubClient::raiseEvent(InstanceId id, QString eventName, Json input)
{
    return later<void>([this, id, eventName, input]() -> Result<void> {
        const auto found = find(id);
        if (!found)
            return fail(found.error());
        if (finished((*found)->detail.summary.status))
            return fail(ErrorCode::NotAllowed,
                        QStringLiteral("“%1” has finished; it takes no more events.").arg(id.toQString()));
        raisedEvents.push_back({id, eventName, input});
        emit instancesChanged({id});
        return {};
    });
}

QFuture<Result<void>> FakeHubClient::answerHumanTask(HumanTaskId task, HumanTaskAnswer answer)
{
    return later<void>([this, task, answer]() -> Result<void> {
        if (std::erase_if(m_tasks, [&](const HumanTaskInfo &other) { return other.id == task; }) == 0)
            return fail(ErrorCode::NotFound, QStringLiteral("Someone else has answered this task."));
        answers.push_back({task, answer});
        if (const auto found = find(task.instance))
            --(*found)->detail.summary.openHumanTasks;
        emit instancesChanged({task.instance});
        return {};
    });
}

QFuture<Result<void>> FakeHubClient::terminate(InstanceId id, QString reason)
{
    return later<void>([this, id, reason]() -> Result<void> {
        const auto found = find(id);
        if (!found)
            return fail(found.error());
        terminations.push_back({id, reason});
        InstanceSummary &summary = (*found)->detail.summary;
        summary.status = OrchestrationStatus::Terminated;
        summary.failureMessage = reason.toStdString();
        summary.completed = summary.lastUpdated;
        summary.openHumanTasks = 0;
        std::erase_if(m_tasks, [&](const HumanTaskInfo &task) { return task.id.instance == id; });
        emit instancesChanged({id});
        return {};
    });
}

QFuture<Result<void>> FakeHubClient::suspend(InstanceId id, QString)
{
    return setStatus(std::move(id), OrchestrationStatus::Suspended);
}

QFuture<Result<void>> FakeHubClient::resume(InstanceId id, QString)
{
    return setStatus(std::move(id), OrchestrationStatus::Running);
}

QFuture<Result<void>> FakeHubClient::setStatus(InstanceId id, OrchestrationStatus status)
{
    return later<void>([this, id, status]() -> Result<void> {
        const auto found = find(id);
        if (!found)
            return fail(found.error());
        (*found)->detail.summary.status = status;
        emit instancesChanged({id});
        return {};
    });
}

Result<FakeHubClient::Instance *> FakeHubClient::find(const InstanceId &id)
{
    const auto found = std::find_if(m_instances.begin(), m_instances.end(), [&](const Instance &instance) {
        return instance.detail.summary.id == id;
    });
    if (found == m_instances.end())
        return fail(ErrorCode::NotFound, QStringLiteral("There is no instance “%1”.").arg(id.toQString()));
    return &*found;
}

InstancePage FakeHubClient::page(const InstanceQuery &query) const
{
    InstancePage result;
    // The cursor is the key of the last row given, "created id", as a store would make it.
    qint64 created = 0;
    std::string lastId;
    if (!query.after.isEmpty()) {
        const qsizetype space = query.after.indexOf(' ');
        created = query.after.left(space).toLongLong();
        lastId = query.after.mid(space + 1).toStdString();
    }
    Instance boundary;
    boundary.detail.summary.created = Instant(Duration(created));
    boundary.detail.summary.id = InstanceId(lastId);
    auto from = query.after.isEmpty()
                    ? m_instances.begin()
                    : std::upper_bound(m_instances.begin(), m_instances.end(), boundary, newerFirst);
    for (; from != m_instances.end(); ++from) {
        if (!matches(from->detail.summary, query))
            continue;
        if (int(result.instances.size()) == query.limit) {
            const InstanceSummary &last = result.instances.back();
            result.next = QByteArray::number(qint64(last.created.time_since_epoch().count())) + ' ' +
                          QByteArray::fromStdString(last.id.value);
            break;
        }
        result.instances.push_back(from->detail.summary);
    }
    return result;
}

void FakeHubClient::sort()
{
    std::sort(m_instances.begin(), m_instances.end(), newerFirst);
}

} // namespace perdura
