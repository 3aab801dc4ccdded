// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QPromise>

namespace perdura {

/// A hub that says what the test wrote down and remembers how it was asked. While `holdsBack` is set,
/// commands stay unanswered in `held`.
class ScriptedHub final : public HubClient
{
public:
    Result<InstanceDetail> detail =
        fail(ErrorCode::NotFound, QStringLiteral("There is no instance “x” in this workspace."));
    InstancePage page;
    History events;
    QByteArray text;
    std::vector<HumanTaskInfo> tasks;
    std::vector<LogLine> lines;
    StatusCounts counts;
    EntityInfo entity;
    EntityPage entityPage;
    EntityQuery entitiesQueried;
    EntityCleanUp cleanUp;
    InstanceExplanation explanation;
    HubHealth figures;
    Result<void> commandResult;
    bool holdsBack = false;
    std::vector<QPromise<Result<void>>> held;

    QStringList calls;
    StartRequest started;
    InstanceQuery queried;
    HumanTaskId answeredTask;
    HumanTaskAnswer answered;
    Json raised;
    QByteArray published;

    QFuture<Result<VersionId>> publish(QByteArray definitionText) override
    {
        published = definitionText;
        return told<VersionId>(QStringLiteral("publish"), VersionId(std::string("v1")));
    }
    QFuture<Result<InstanceId>> start(StartRequest request) override
    {
        started = request;
        return told<InstanceId>(QStringLiteral("start"), request.id.value_or(InstanceId(std::string("new"))));
    }
    QFuture<Result<InstanceDetail>> instance(InstanceId id) override
    {
        return told<InstanceDetail>(QStringLiteral("instance ") + id.toQString(), detail);
    }
    QFuture<Result<InstancePage>> instances(InstanceQuery query) override
    {
        queried = query;
        return told<InstancePage>(QStringLiteral("instances"), page);
    }
    QFuture<Result<InstanceCount>> count(InstanceQuery query) override
    {
        queried = query;
        return told<InstanceCount>(QStringLiteral("count"), InstanceCount{42, false});
    }
    QFuture<Result<HistoryPage>> historyPage(InstanceId id, HistoryRange range) override
    {
        return told<HistoryPage>(QStringLiteral("historyPage ") + id.toQString(),
                                 HistoryPage{range.at, events, range.count});
    }
    QFuture<Result<InstanceExplanation>> explain(InstanceId id) override
    {
        return told<InstanceExplanation>(QStringLiteral("explain ") + id.toQString(), explanation);
    }
    QFuture<Result<HubHealth>> health() override
    {
        return told<HubHealth>(QStringLiteral("health"), figures);
    }
    QFuture<Result<StatusCounts>> statusCounts() override
    {
        return told<StatusCounts>(QStringLiteral("statusCounts"), counts);
    }
    QFuture<Result<History>> history(InstanceId id) override
    {
        return told<History>(QStringLiteral("history ") + id.toQString(), events);
    }
    QFuture<Result<QByteArray>> definition(VersionId version) override
    {
        return told<QByteArray>(QStringLiteral("definition ") + version.toQString(), text);
    }
    QFuture<Result<std::vector<HumanTaskInfo>>> humanTasks(std::optional<InstanceId> instance) override
    {
        return told<std::vector<HumanTaskInfo>>(
            QStringLiteral("humanTasks ") + (instance ? instance->toQString() : QStringLiteral("all")),
            tasks);
    }
    QFuture<Result<std::vector<LogLine>>> log(InstanceId id) override
    {
        return told<std::vector<LogLine>>(QStringLiteral("log ") + id.toQString(), lines);
    }
    QFuture<Result<void>> raiseEvent(InstanceId id, QString eventName, Json input) override
    {
        raised = input;
        return command(QStringLiteral("raiseEvent ") + id.toQString() + u' ' + eventName);
    }
    QFuture<Result<void>> answerHumanTask(HumanTaskId task, HumanTaskAnswer answer) override
    {
        answeredTask = task;
        answered = answer;
        return command(QStringLiteral("answerHumanTask"));
    }
    QFuture<Result<void>> terminate(InstanceId id, QString reason) override
    {
        return command(QStringLiteral("terminate ") + id.toQString() + u' ' + reason);
    }
    QFuture<Result<void>> signalEntity(EntityId id, QString operation, Json input,
                                       std::optional<Instant> due) override
    {
        raised = input;
        return command(QStringLiteral("signalEntity ") + QString::fromStdString(toText(id)) + u' ' +
                       operation + u' ' + (due ? QString::fromStdString(toIso(*due)) : QString()));
    }
    QFuture<Result<EntityInfo>> readEntity(EntityId id) override
    {
        return told<EntityInfo>(QStringLiteral("readEntity ") + QString::fromStdString(toText(id)), entity);
    }
    QFuture<Result<EntityPage>> listEntities(EntityQuery query) override
    {
        entitiesQueried = query;
        return told<EntityPage>(QStringLiteral("listEntities"), entityPage);
    }
    QFuture<Result<EntityCleanUp>> cleanEntities() override
    {
        return told<EntityCleanUp>(QStringLiteral("cleanEntities"), cleanUp);
    }

private:
    template <typename T>
    QFuture<Result<T>> told(const QString &call, const Result<T> &result)
    {
        calls += call;
        QPromise<Result<T>> promise;
        promise.start();
        promise.addResult(result);
        promise.finish();
        return promise.future();
    }

    QFuture<Result<void>> command(const QString &call)
    {
        if (!holdsBack)
            return told<void>(call, commandResult);
        calls += call;
        QPromise<Result<void>> promise;
        promise.start();
        const auto future = promise.future();
        held.push_back(std::move(promise));
        return future;
    }
};

} // namespace perdura
