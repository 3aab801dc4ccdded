// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QObject>

#include <map>

namespace perdura {

/// Moves instances to a version and tells what became of each: the hub acknowledges the request, the instance
/// decides in its next turn. Lives on its hub's thread, which must outlive it.
class InstanceMover final : public QObject
{
    Q_OBJECT

public:
    enum class Outcome {
        Moved,
        Refused,
        Waits ///< it has not started yet, and will be moved when it does; another outcome may follow
    };

    InstanceMover(HubClient &hub, VersionId version, QString reason, QObject *parent = nullptr);

    void move(const InstanceId &id);

signals:
    /// `why` tells why it was refused; empty otherwise.
    void settled(const perdura::InstanceId &id, perdura::InstanceMover::Outcome outcome, const QString &why);

private:
    struct Request
    {
        int historyLength = 0; ///< before the request
        bool isTold = false;   ///< that it waits
    };
    void ask(const InstanceId &id);
    void look(const InstanceId &id);
    void judge(const InstanceSummary &summary);
    void readOutcome(const InstanceSummary &summary, int from);
    void settle(const InstanceId &id, Outcome outcome, const QString &why = {});

    HubClient &m_hub;
    VersionId m_version;
    QString m_reason;
    std::map<InstanceId, Request> m_open; ///< acknowledged, without an outcome
};

} // namespace perdura
