// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/runtime/HubState.h"

#include <QElapsedTimer>
#include <QList>
#include <QObject>
#include <QSet>
#include <QTimer>

#include <mutex>

namespace perdura {

/// Collects the notices of a hub's threads and hands them on, in lumps, on the thread that it lives on.
class ChangeNotifier : public QObject
{
    Q_OBJECT

public:
    explicit ChangeNotifier(QObject *parent = nullptr);

    /// Any thread.
    void note(const InstanceId &id);
    /// Any thread.
    void noteState(const HubState &state);

    /// Notices come at least so far apart.
    static constexpr std::chrono::milliseconds interval{50};

signals:
    void instancesChanged(const QList<InstanceId> &ids);
    void stateChanged(const HubState &state);

private:
    void schedule();
    void hand();

    std::mutex m_mutex;
    QSet<InstanceId> m_noted; ///< under the mutex
    QTimer m_nextNotice;      ///< so that notices keep their distance
    QElapsedTimer m_sinceLast;
};

} // namespace perdura
