// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubClient.h"

#include <QCoreApplication>
#include <QPromise>

#include <pwd.h>
#include <unistd.h>

namespace perdura {

namespace {

template <typename T>
QFuture<Result<T>> unsupported()
{
    QPromise<Result<T>> promise;
    promise.start();
    promise.addResult(
        fail(ErrorCode::Unsupported,
             QCoreApplication::translate("perdura::HubClient",
                                         "This hub cannot do that; use the one of the workspace.")));
    promise.finish();
    return promise.future();
}

} // namespace

QFuture<Result<InstanceCount>> HubClient::count(InstanceQuery)
{
    return unsupported<InstanceCount>();
}

QFuture<Result<HistoryPage>> HubClient::historyPage(InstanceId, HistoryRange)
{
    return unsupported<HistoryPage>();
}

QFuture<Result<InstanceExplanation>> HubClient::explain(InstanceId)
{
    return unsupported<InstanceExplanation>();
}

QFuture<Result<HubHealth>> HubClient::health()
{
    return unsupported<HubHealth>();
}

QFuture<Result<void>> HubClient::terminateWithChildren(InstanceId, QString)
{
    return unsupported<void>();
}

QFuture<Result<void>> HubClient::suspend(InstanceId, QString)
{
    return unsupported<void>();
}

QFuture<Result<void>> HubClient::resume(InstanceId, QString)
{
    return unsupported<void>();
}

QFuture<Result<InstanceId>> HubClient::restart(InstanceId, std::optional<InstanceId>)
{
    return unsupported<InstanceId>();
}

QFuture<Result<std::vector<InstanceId>>> HubClient::rewind(InstanceId, QString)
{
    return unsupported<std::vector<InstanceId>>();
}

QFuture<Result<std::vector<VersionInfo>>> HubClient::versions(std::string)
{
    return unsupported<std::vector<VersionInfo>>();
}

QFuture<Result<void>> HubClient::moveInstance(InstanceId, VersionId, QString)
{
    return unsupported<void>();
}

QFuture<Result<PurgeSummary>> HubClient::purge(std::vector<InstanceId>, bool, QString)
{
    return unsupported<PurgeSummary>();
}

QFuture<Result<AuditPage>> HubClient::auditLog(AuditQuery)
{
    return unsupported<AuditPage>();
}

QFuture<Result<RetentionRules>> HubClient::retention()
{
    return unsupported<RetentionRules>();
}

QFuture<Result<void>> HubClient::setRetention(RetentionRules)
{
    return unsupported<void>();
}

QFuture<Result<qint64>> HubClient::countMatches(InstanceQuery)
{
    return unsupported<qint64>();
}

QFuture<Result<int>> HubClient::startBatch(BatchRequest)
{
    return unsupported<int>();
}

QFuture<Result<void>> HubClient::controlBatch(int, BatchControl)
{
    return unsupported<void>();
}

QFuture<Result<std::vector<BatchStatus>>> HubClient::batches()
{
    return unsupported<std::vector<BatchStatus>>();
}

QFuture<Result<std::vector<BatchOutcome>>> HubClient::batchOutcomes(int, int)
{
    return unsupported<std::vector<BatchOutcome>>();
}

QFuture<Result<void>> HubClient::backUp(QString)
{
    return unsupported<void>();
}

QFuture<Result<CheckReport>> HubClient::check()
{
    return unsupported<CheckReport>();
}

QFuture<Result<void>> HubClient::exportInstance(InstanceId, QString)
{
    return unsupported<void>();
}

QFuture<Result<InstanceId>> HubClient::importInstance(QString, std::optional<InstanceId>)
{
    return unsupported<InstanceId>();
}

QString systemUserName()
{
    const passwd *user = ::getpwuid(::geteuid());
    const QString name = user ? QString::fromLocal8Bit(user->pw_name) : QString();
    return name.isEmpty() ? QString::number(::geteuid()) : name;
}

QFuture<Result<void>> HubClient::signalEntity(EntityId, QString, Json, std::optional<Instant>)
{
    return unsupported<void>();
}

QFuture<Result<EntityInfo>> HubClient::readEntity(EntityId)
{
    return unsupported<EntityInfo>();
}

QFuture<Result<EntityPage>> HubClient::listEntities(EntityQuery)
{
    return unsupported<EntityPage>();
}

QFuture<Result<EntityCleanUp>> HubClient::cleanEntities()
{
    return unsupported<EntityCleanUp>();
}

} // namespace perdura
