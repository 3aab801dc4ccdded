// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QObject>

namespace perdura {

/// Follows one instance: tells what it is now and after each change. While an answer of the hub is under way
/// changes are gathered into one.
class InstanceWatch final : public QObject
{
    Q_OBJECT

public:
    InstanceWatch(HubClient &hub, InstanceId id, QObject *parent);
    /// Asks now; changes follow by themselves.
    void refresh();

signals:
    void changed(const perdura::InstanceDetail &detail, const perdura::History &history);
    void failed(const perdura::Error &error);

private:
    void askForHistory(const InstanceDetail &detail);
    void answered();

    HubClient &m_hub;
    InstanceId m_id;
    bool m_asks = false;
    bool m_asksAgain = false;
};

/// Nothing happens with the instance until something comes from outside or a timer is due: it has ended, or
/// waits.
[[nodiscard]] bool isSettled(const InstanceSummary &summary, Instant now);

} // namespace perdura
