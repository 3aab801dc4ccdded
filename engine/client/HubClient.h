// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"

#include <QFuture>
#include <QObject>

namespace perdura {

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

    /// Stores a definition under its content address; doing so again changes nothing. The text must be valid.
    virtual QFuture<Result<VersionId>> publish(QByteArray definitionText) = 0;
    /// Starts a published definition. Errors: InvalidArgument (bad id, no version), AlreadyExists (id in use
    /// by a live instance; a finished one is replaced), NotFound (unknown version).
    virtual QFuture<Result<InstanceId>> start(StartRequest request) = 0;

    virtual QFuture<Result<InstanceDetail>> instance(InstanceId id) = 0;
    /// One page, newest first; ask again with `page.next`.
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

signals:
    /// Something about these instances changed (status, history, tasks); coalesced to at most some 20 notices
    /// a second.
    void instancesChanged(const QList<InstanceId> &ids);
    /// The hub pauses (disk full, say) or carries on; the text is for the status bar.
    void hubStateChanged(const HubState &state);

protected:
    /// For a state that is known before anybody can listen.
    void rememberState(const HubState &state) { m_hubState = state; }

private:
    HubState m_hubState{HubState::Kind::Running, {}};
};

} // namespace perdura
