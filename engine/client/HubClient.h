// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

#include <QFuture>
#include <QObject>

namespace perdura {

/// The name of the person whose process this is.
[[nodiscard]] QString systemUserName();

/// The only door to a hub for windows, command line and web API. Every call returns at once; the future is
/// finished from another thread (use whenFinished() of WhenFinished.h: `future.then(context, …)` does not
/// survive, in Qt 6.4, that the context goes first). Writes are acknowledged after they are on disk. Errors
/// name the instance and the remedy. Lives on the thread that made it; calls may come from that thread only;
/// signals are emitted there.
class HubClient : public QObject
{
    Q_OBJECT

public:
    explicit HubClient(QObject *parent = nullptr)
        : QObject(parent)
    {
        // First of all listeners.
        connect(this, &HubClient::hubStateChanged, this, &HubClient::rememberState);
    }

    /// As it was last told; Running before that.
    [[nodiscard]] const HubState &hubState() const { return m_hubState; }

    /// Who asks, for the audit log: the name of the system's user, unless told otherwise.
    [[nodiscard]] const QString &author() const { return m_author; }
    virtual void setAuthor(const QString &author) { m_author = author; }

    /// Stores a definition under its content address; doing so again changes nothing. The text must be valid.
    virtual QFuture<Result<VersionId>> publish(QByteArray definitionText) = 0;
    /// Starts a published definition. Errors: InvalidArgument (bad id, no version), AlreadyExists (id in use
    /// by a live instance; a finished one is replaced), NotFound (unknown version).
    virtual QFuture<Result<InstanceId>> start(StartRequest request) = 0;

    virtual QFuture<Result<InstanceDetail>> instance(InstanceId id) = 0;
    /// One page; ask again with `page.next`. It may be short, but is empty only when it is the last.
    virtual QFuture<Result<InstancePage>> instances(InstanceQuery query) = 0;
    /// Numbers of instances by status, for the whole hub.
    virtual QFuture<Result<StatusCounts>> statusCounts() = 0;
    /// The whole history, in order.
    virtual QFuture<Result<History>> history(InstanceId id) = 0;
    /// The text of the definition that a version stands for.
    virtual QFuture<Result<QByteArray>> definition(VersionId version) = 0;
    /// Open human tasks, oldest first; of one instance when given.
    virtual QFuture<Result<std::vector<HumanTaskInfo>>>
    humanTasks(std::optional<InstanceId> instance = {}) = 0;
    /// Lines that the `log` activity and the engine wrote for an instance, oldest first, the last 1,000.
    virtual QFuture<Result<std::vector<LogLine>>> log(InstanceId id) = 0;

    /// Errors: NotFound, NotAllowed (already finished).
    virtual QFuture<Result<void>> raiseEvent(InstanceId id, QString eventName, Json input) = 0;
    /// Errors: NotFound (no such open task), InvalidArgument (outcome not offered, form does not fit its
    /// schema).
    virtual QFuture<Result<void>> answerHumanTask(HumanTaskId task, HumanTaskAnswer answer) = 0;
    /// Acknowledged when the request is on disk; the instance is Terminated soon after. Running activities
    /// are told to stop, their results are dropped. The reason has 4,000 characters at most. Errors:
    /// InvalidArgument (longer reason), NotFound, NotAllowed (already finished).
    virtual QFuture<Result<void>> terminate(InstanceId id, QString reason) = 0;

    // What not every hub can do: one that cannot answers Unsupported. Reasons as above.

    /// How many instances match; order, limit and page mark mean nothing here.
    virtual QFuture<Result<InstanceCount>> count(InstanceQuery query);
    /// Part of a history; costs no more than that part. NotFound: no such instance or event.
    virtual QFuture<Result<HistoryPage>> historyPage(InstanceId id, HistoryRange range);
    /// Why an instance is where it is; explanationWords() makes sentences of it.
    virtual QFuture<Result<InstanceExplanation>> explain(InstanceId id);
    virtual QFuture<Result<HubHealth>> health();

    /// terminate(), also for all instances that it waits for, and theirs.
    virtual QFuture<Result<void>> terminateWithChildren(InstanceId id, QString reason);
    /// Nothing takes effect in the instance until resume(); running activities go on. Errors:
    /// InvalidArgument, NotFound, NotAllowed (already finished).
    virtual QFuture<Result<void>> suspend(InstanceId id, QString reason);
    virtual QFuture<Result<void>> resume(InstanceId id, QString reason);
    /// Starts a finished instance anew with its version, input and tags, under the same id (its history goes)
    /// or another one. Errors: NotFound, NotAllowed (not finished, same id), AlreadyExists, InvalidArgument.
    virtual QFuture<Result<InstanceId>> restart(InstanceId id, std::optional<InstanceId> newId);
    /// Sets a failed instance going again where it failed, with the children that it failed over: the failed
    /// activities run again, what was done stays done. Gives the instances that go on. Errors: NotFound,
    /// NotAllowed (not failed, or of itself; the message tells why).
    virtual QFuture<Result<std::vector<InstanceId>>> rewind(InstanceId id, QString reason);

    /// Sends an entity an operation that nobody waits for, not before `due`; the entity comes into being when
    /// it does not exist. Errors: InvalidArgument (no name, or characters in the key that are not allowed).
    virtual QFuture<Result<void>> signalEntity(EntityId id, QString operation, Json input,
                                               std::optional<Instant> due = {});
    /// As last stored. One that does not exist is no error.
    virtual QFuture<Result<EntityInfo>> readEntity(EntityId id);
    /// One page, by name and key; ask again with `page.next`.
    virtual QFuture<Result<EntityPage>> listEntities(EntityQuery query);
    /// Removes what is left of entities without state, and gives back the entities of owners that do not run
    /// any more.
    virtual QFuture<Result<EntityCleanUp>> cleanEntities();
    /// The published versions of a drawing (of entities: publishedName()), the last one first.
    virtual QFuture<Result<std::vector<VersionInfo>>> versions(std::string name);
    /// Lets a live instance go on with another version of its drawing: the history is replayed against it in
    /// the instance's next turn, and an ExecutionMoved in the history tells the outcome. Acknowledged when
    /// the request is on disk. Errors: InvalidArgument (other name, same version, long reason), NotFound,
    /// NotAllowed (already finished; does not fit, and why).
    virtual QFuture<Result<void>> moveInstance(InstanceId id, VersionId version, QString reason);
    // Operating a hub.

    /// Removes finished instances with all that belongs to them, with their finished children too if wanted.
    /// One that is refused (NotFound, NotAllowed: not finished) does not hinder the others. Error:
    /// InvalidArgument (more than 100,000).
    virtual QFuture<Result<PurgeSummary>> purge(std::vector<InstanceId> ids, bool includesChildren,
                                                QString reason);
    /// What operators did, newest first; ask again with `page.next`.
    virtual QFuture<Result<AuditPage>> auditLog(AuditQuery query);
    virtual QFuture<Result<RetentionRules>> retention();
    /// In force at once. Error: InvalidArgument.
    virtual QFuture<Result<void>> setRetention(RetentionRules rules);
    /// How many instances the query finds now: what a batch over it would touch.
    virtual QFuture<Result<qint64>> countMatches(InstanceQuery query);
    /// Does the same to all instances that a query finds, in the hub, which goes on when this client is gone.
    /// Gives the batch's number.
    virtual QFuture<Result<int>> startBatch(BatchRequest request);
    /// Errors: NotFound, NotAllowed (ended).
    virtual QFuture<Result<void>> controlBatch(int id, BatchControl control);
    /// Those that run and the last ones that have ended, oldest first.
    virtual QFuture<Result<std::vector<BatchStatus>>> batches();
    /// What became of each instance: at most 1,000 from that place on. Error: NotFound.
    virtual QFuture<Result<std::vector<BatchOutcome>>> batchOutcomes(int id, int from);
    /// A copy of the hub's database as it is now, in a new file that appears when it is whole. File names are
    /// absolute and those of the hub's machine. Errors: AlreadyExists, NotFound (no such folder), NoSpace,
    /// AccessDenied, Io.
    virtual QFuture<Result<void>> backUp(QString file);
    /// Reads the whole database; takes as long as that takes.
    virtual QFuture<Result<CheckReport>> check();
    /// One instance with its history, definition and log as a JSON file, in place of a file of that name.
    virtual QFuture<Result<void>> exportInstance(InstanceId id, QString file);
    /// Takes such a file in, under the same id or another one, to be read: it must have finished, for one
    /// that is under way would run twice. Errors: NotFound, InvalidJson, InvalidArgument (file and place in
    /// it), NotAllowed (not finished), AlreadyExists.
    virtual QFuture<Result<InstanceId>> importInstance(QString file, std::optional<InstanceId> newId);

signals:
    /// Something about these instances changed (status, history, tasks), or about entities, which are named
    /// by their address (@name@key); coalesced to at most some 20 notices a second.
    void instancesChanged(const QList<InstanceId> &ids);
    /// The hub pauses (disk full, say) or carries on; the text is for the status bar.
    void hubStateChanged(const HubState &state);
    /// A batch has begun, gone on or ended.
    void batchesChanged();

protected:
    /// For a state that is known before anybody can listen.
    void rememberState(const HubState &state) { m_hubState = state; }

private:
    QString m_author = systemUserName();
    HubState m_hubState{HubState::Kind::Running, {}};
};

} // namespace perdura
