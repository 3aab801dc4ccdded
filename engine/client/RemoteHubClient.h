// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <functional>
#include <memory>
#include <unordered_map>

class QLocalSocket;

namespace perdura {

class MessageChannel;

/// A hub that another process of the same person owns, reached through that process's HubServer. When the
/// connection ends every pending and every later call fails with one sentence that says so, and
/// hubStateChanged(Stopped) is emitted once.
class RemoteHubClient final : public HubClient
{
    Q_OBJECT

public:
    /// Connects and agrees on the protocol. `done` is called on the thread of `context`, which the client
    /// then belongs to; not at all once `context` is gone. Its state follows as a hubStateChanged. Errors:
    /// NotFound (nobody listens there), AccessDenied, Unsupported (another version of Perdura), TimedOut (no
    /// answer for 10 s), Io.
    static void connectTo(const QString &serverName, QObject *context,
                          std::function<void(Result<std::unique_ptr<HubClient>>)> done);

    ~RemoteHubClient() override;

    QFuture<Result<VersionId>> publish(QByteArray definitionText) override;
    QFuture<Result<InstanceId>> start(StartRequest request) override;
    QFuture<Result<InstanceDetail>> instance(InstanceId id) override;
    QFuture<Result<InstancePage>> instances(InstanceQuery query) override;
    QFuture<Result<StatusCounts>> statusCounts() override;
    QFuture<Result<InstanceCount>> count(InstanceQuery query) override;
    QFuture<Result<HistoryPage>> historyPage(InstanceId id, HistoryRange range) override;
    QFuture<Result<InstanceExplanation>> explain(InstanceId id) override;
    QFuture<Result<HubHealth>> health() override;
    QFuture<Result<History>> history(InstanceId id) override;
    QFuture<Result<QByteArray>> definition(VersionId version) override;
    QFuture<Result<std::vector<HumanTaskInfo>>> humanTasks(std::optional<InstanceId> instance) override;
    QFuture<Result<std::vector<LogLine>>> log(InstanceId id) override;
    QFuture<Result<void>> raiseEvent(InstanceId id, QString eventName, Json input) override;
    QFuture<Result<void>> answerHumanTask(HumanTaskId task, HumanTaskAnswer answer) override;
    QFuture<Result<void>> terminate(InstanceId id, QString reason) override;
    QFuture<Result<void>> terminateWithChildren(InstanceId id, QString reason) override;
    QFuture<Result<void>> suspend(InstanceId id, QString reason) override;
    QFuture<Result<void>> resume(InstanceId id, QString reason) override;
    QFuture<Result<InstanceId>> restart(InstanceId id, std::optional<InstanceId> newId) override;
    QFuture<Result<std::vector<InstanceId>>> rewind(InstanceId id, QString reason) override;
    QFuture<Result<void>> signalEntity(EntityId id, QString operation, Json input,
                                       std::optional<Instant> due) override;
    QFuture<Result<EntityInfo>> readEntity(EntityId id) override;
    QFuture<Result<EntityPage>> listEntities(EntityQuery query) override;
    QFuture<Result<EntityCleanUp>> cleanEntities() override;
    QFuture<Result<std::vector<VersionInfo>>> versions(std::string name) override;
    QFuture<Result<void>> moveInstance(InstanceId id, VersionId version, QString reason) override;
    QFuture<Result<PurgeSummary>> purge(std::vector<InstanceId> ids, bool includesChildren,
                                        QString reason) override;
    QFuture<Result<AuditPage>> auditLog(AuditQuery query) override;
    QFuture<Result<RetentionRules>> retention() override;
    QFuture<Result<void>> setRetention(RetentionRules rules) override;
    QFuture<Result<qint64>> countMatches(InstanceQuery query) override;
    QFuture<Result<int>> startBatch(BatchRequest request) override;
    QFuture<Result<void>> controlBatch(int id, BatchControl control) override;
    QFuture<Result<std::vector<BatchStatus>>> batches() override;
    QFuture<Result<std::vector<BatchOutcome>>> batchOutcomes(int id, int from) override;
    QFuture<Result<void>> backUp(QString file) override;
    QFuture<Result<CheckReport>> check() override;
    QFuture<Result<void>> exportInstance(InstanceId id, QString file) override;
    QFuture<Result<InstanceId>> importInstance(QString file, std::optional<InstanceId> newId) override;
    void setAuthor(const QString &author) override;

private:
    using Reply = std::function<void(Result<Json>)>;

    explicit RemoteHubClient(QLocalSocket *socket);

    template <typename T>
    QFuture<Result<T>> call(const char *method, Json params);
    void request(const char *method, Json params, Reply reply);
    /// Agrees on the protocol.
    void greet(std::function<void(Result<void>)> done);
    [[nodiscard]] Result<void> acceptGreeting(const Json &greeting);
    void receive(const Json &message);
    void receiveReply(const Json &message);
    void receiveNotice(const Json &message);
    void lose(const Error &error);

    std::unique_ptr<MessageChannel> m_channel;
    std::unordered_map<std::int64_t, Reply> m_pending;
    std::int64_t m_lastId = 0;
    std::optional<Error> m_lost; ///< why nothing works any more
};

} // namespace perdura
