// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/client/Reply.h"
#include "engine/runtime/ChangeNotifier.h"
#include "engine/runtime/Hub.h"
#include "engine/runtime/ReaderThread.h"

namespace perdura {

/// The door to a hub in this process. Owns the hub; destroying the client stops it. Writes go to the hub's
/// storage thread, reads to a reader thread; nothing is waited for here.
class LocalHubClient final : public HubClient
{
    Q_OBJECT

public:
    /// Starts the hub; its notices come through this client. Touches the disk and waits for it: openHub()
    /// calls this on another thread and moves the client (moveToThread) to the one that it is for.
    [[nodiscard]] static Result<std::unique_ptr<LocalHubClient>> create(HubSettings settings);
    ~LocalHubClient() override;

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

    /// Keeps something, the workspace's lock, until the hub has stopped.
    void keepUntilStopped(std::shared_ptr<void> kept) { m_kept = std::move(kept); }
    /// Keeps something that speaks to this client, the server for other processes, as long as the hub runs.
    void attach(std::unique_ptr<QObject> attached) { m_attached = std::move(attached); }
    /// For tests with a clock of their own.
    void clockChanged() { m_hub->clockChanged(); }

private:
    template <typename T>
    [[nodiscard]] QFuture<Result<T>> maintain(std::function<Result<T>(StoreReader &)> job);
    [[nodiscard]] OperatorNote note(AuditAction action, const std::string &target,
                                    const QString &reason = {}) const;
    [[nodiscard]] static Result<void> checkText(const QString &what, const QString &text);
    [[nodiscard]] Result<void> checkPayload(const QString &what, const Json &payload) const;
    explicit LocalHubClient();

    template <typename T>
    [[nodiscard]] QFuture<Result<T>> ask(std::function<Result<T>(StoreReader &)> question);
    template <typename T>
    [[nodiscard]] QFuture<Result<T>> submit(WriteRequest request,
                                            std::function<Result<T>(const WriteReceipt &)> toResult);
    [[nodiscard]] QFuture<Result<void>> tell(AuditAction action, InstanceId id, const QString &reason,
                                             EventData (*message)(std::string reason),
                                             bool includesChildren = false);
    [[nodiscard]] Instant now() const { return m_hub->settings().clock->now(); }

    std::shared_ptr<void> m_kept;
    ChangeNotifier m_notifier;
    ReaderThread m_reader;
    std::unique_ptr<QObject> m_attached;
    std::unique_ptr<Hub> m_hub; ///< goes before all else
};

template <typename T>
QFuture<Result<T>> LocalHubClient::ask(std::function<Result<T>(StoreReader &)> question)
{
    auto reply = std::make_shared<Reply<T>>();
    m_reader.ask(
        [reply, question = std::move(question)](StoreReader &reader) { reply->keep(question(reader)); });
    return reply->future();
}

template <typename T>
QFuture<Result<T>> LocalHubClient::submit(WriteRequest request,
                                          std::function<Result<T>(const WriteReceipt &)> toResult)
{
    auto reply = std::make_shared<Reply<T>>();
    m_hub->submit(std::move(request),
                  [reply, toResult = std::move(toResult)](const Result<WriteReceipt> &receipt) {
                      reply->keep(receipt ? toResult(*receipt) : fail(receipt.error()));
                  });
    return reply->future();
}

} // namespace perdura
