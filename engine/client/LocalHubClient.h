// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/runtime/ChangeNotifier.h"
#include "engine/runtime/Hub.h"
#include "engine/runtime/ReaderThread.h"

#include <QPromise>

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
    QFuture<Result<History>> history(InstanceId id) override;
    QFuture<Result<QByteArray>> definition(VersionId version) override;
    QFuture<Result<std::vector<HumanTaskInfo>>> humanTasks(std::optional<InstanceId> instance) override;
    QFuture<Result<std::vector<LogLine>>> log(InstanceId id) override;
    QFuture<Result<void>> raiseEvent(InstanceId id, QString eventName, Json input) override;
    QFuture<Result<void>> answerHumanTask(HumanTaskId task, HumanTaskAnswer answer) override;
    QFuture<Result<void>> terminate(InstanceId id, QString reason) override;

    /// Keeps something, the workspace's lock, until the hub has stopped.
    void keepUntilStopped(std::shared_ptr<void> kept) { m_kept = std::move(kept); }
    /// Keeps something that speaks to this client, the server for other processes, as long as the hub runs.
    void attach(std::unique_ptr<QObject> attached) { m_attached = std::move(attached); }
    /// For tests with a clock of their own.
    void clockChanged() { m_hub->clockChanged(); }

private:
    explicit LocalHubClient();

    template <typename T>
    [[nodiscard]] QFuture<Result<T>> ask(std::function<Result<T>(StoreReader &)> question);
    template <typename T>
    [[nodiscard]] QFuture<Result<T>> submit(WriteRequest request,
                                            std::function<Result<T>(const WriteReceipt &)> toResult);
    [[nodiscard]] Instant now() const { return m_hub->settings().clock->now(); }

    std::shared_ptr<void> m_kept;
    ChangeNotifier m_notifier;
    std::unique_ptr<Hub> m_hub;
    ReaderThread m_reader;
    std::unique_ptr<QObject> m_attached;
};

} // namespace perdura
