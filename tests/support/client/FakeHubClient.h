// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QHash>

#include <functional>

namespace perdura {

/// A hub in memory for tests and galleries: tests put instances in and change them, windows see them as they
/// would see a real hub. Every answer comes later, by a queued call on the thread of this object.
class FakeHubClient final : public HubClient
{
    Q_OBJECT

public:
    struct Instance
    {
        InstanceDetail detail;
        History history;
        std::vector<LogLine> log;
    };
    struct RaisedEvent
    {
        InstanceId instance;
        QString name;
        Json input;
    };
    struct GivenAnswer
    {
        HumanTaskId task;
        HumanTaskAnswer answer;
    };
    struct Termination
    {
        InstanceId instance;
        QString reason;
    };

    explicit FakeHubClient(QObject *parent = nullptr);

    /// Adds or replaces an instance and tells the windows. Unset parts of the summary (id) are the caller's.
    void put(Instance instance);
    /// Adds many at once without a notice.
    void fill(std::vector<Instance> instances);
    /// Changes one instance in place and tells the windows.
    void change(const InstanceId &id, const std::function<void(Instance &)> &change);
    void putTask(HumanTaskInfo task);
    void putDefinition(const VersionId &version, QByteArray text);
    /// The next call of any kind fails with this.
    void failNext(Error error) { m_nextError = std::move(error); }
    void setHubState(const HubState &state) { emit hubStateChanged(state); }

    // What windows have asked for.
    std::vector<InstanceQuery> queries;
    std::vector<RaisedEvent> raisedEvents;
    std::vector<GivenAnswer> answers;
    std::vector<Termination> terminations;
    std::vector<StartRequest> starts;
    int historyCalls = 0;

    QFuture<Result<VersionId>> publish(QByteArray definitionText) override;
    QFuture<Result<InstanceId>> start(StartRequest request) override;
    QFuture<Result<InstanceDetail>> instance(InstanceId id) override;
    QFuture<Result<InstancePage>> instances(InstanceQuery query) override;
    QFuture<Result<StatusCounts>> statusCounts() override;
    QFuture<Result<History>> history(InstanceId id) override;
    QFuture<Result<QByteArray>> definition(VersionId version) override;
    QFuture<Result<std::vector<HumanTaskInfo>>> humanTasks(std::optional<InstanceId> instance = {}) override;
    QFuture<Result<std::vector<LogLine>>> log(InstanceId id) override;
    QFuture<Result<void>> raiseEvent(InstanceId id, QString eventName, Json input) override;
    QFuture<Result<void>> answerHumanTask(HumanTaskId task, HumanTaskAnswer answer) override;
    QFuture<Result<void>> terminate(InstanceId id, QString reason) override;
    QFuture<Result<void>> suspend(InstanceId id, QString reason) override;
    QFuture<Result<void>> resume(InstanceId id, QString reason) override;

private:
    [[nodiscard]] QFuture<Result<void>> setStatus(InstanceId id, OrchestrationStatus status);
    template <typename T>
    QFuture<Result<T>> later(std::function<Result<T>()> answer);
    [[nodiscard]] Result<Instance *> find(const InstanceId &id);
    [[nodiscard]] InstancePage page(const InstanceQuery &query) const;
    void sort();

    std::vector<Instance> m_instances; // newest first
    QHash<QByteArray, QByteArray> m_definitions;
    std::vector<HumanTaskInfo> m_tasks;
    std::optional<Error> m_nextError;
};

} // namespace perdura
