// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QPromise>

#include <vector>

namespace perdura {

/// A hub that answers at once and remembers what it was asked.
class FakeHubClient final : public HubClient
{
public:
    std::vector<QByteArray> published;
    std::vector<StartRequest> started;
    Result<InstanceId> startAnswer{InstanceId(QStringLiteral("run-1"))};

    QFuture<Result<VersionId>> publish(QByteArray definitionText) override
    {
        published.push_back(std::move(definitionText));
        return ready(Result<VersionId>(VersionId(QStringLiteral("v1"))));
    }
    QFuture<Result<InstanceId>> start(StartRequest request) override
    {
        started.push_back(std::move(request));
        return ready(startAnswer);
    }
    QFuture<Result<InstanceDetail>> instance(InstanceId) override { return refused<InstanceDetail>(); }
    QFuture<Result<InstancePage>> instances(InstanceQuery) override
    {
        return ready(Result<InstancePage>(InstancePage()));
    }
    QFuture<Result<StatusCounts>> statusCounts() override
    {
        return ready(Result<StatusCounts>(StatusCounts()));
    }
    QFuture<Result<History>> history(InstanceId) override { return refused<History>(); }
    QFuture<Result<QByteArray>> definition(VersionId) override { return refused<QByteArray>(); }
    QFuture<Result<std::vector<HumanTaskInfo>>> humanTasks(std::optional<InstanceId>) override
    {
        return ready(Result<std::vector<HumanTaskInfo>>(std::vector<HumanTaskInfo>()));
    }
    QFuture<Result<std::vector<LogLine>>> log(InstanceId) override { return refused<std::vector<LogLine>>(); }
    QFuture<Result<void>> raiseEvent(InstanceId, QString, Json) override { return refused<void>(); }
    QFuture<Result<void>> answerHumanTask(HumanTaskId, HumanTaskAnswer) override { return refused<void>(); }
    QFuture<Result<void>> terminate(InstanceId, QString) override { return refused<void>(); }

private:
    template <typename T>
    static QFuture<Result<T>> ready(Result<T> value)
    {
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(std::move(value));
        promise.finish();
        return promise.future();
    }

    template <typename T>
    static QFuture<Result<T>> refused()
    {
        return ready(Result<T>(fail(ErrorCode::NotFound, QStringLiteral("There is no such thing."))));
    }
};

} // namespace perdura
