// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QHash>
#include <QObject>
#include <QPointer>

namespace perdura {

/// How far instances have come, in their own words. The lists of a hub do not carry it, so it is asked for
/// instance by instance: only for those that are looked at, and once per change of them. GUI thread; the
/// client is not owned.
class CustomStatuses final : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// Null: knows nothing any more.
    void setClient(HubClient *client);
    /// Asks, unless it is known as of the instance's last change. Those that have ended are not asked.
    void want(const InstanceSummary &instance);
    /// In one line; empty when there is none, or none known yet.
    [[nodiscard]] QString text(const InstanceId &id) const { return m_known.value(id).text; }

signals:
    void changed(const perdura::InstanceId &id);

private:
    struct Known
    {
        Instant asOf;
        int events = -1; ///< as of the question; the answer may be newer
        QString text;
    };

    void take(const InstanceId &id, const Json &status);

    QPointer<HubClient> m_client;
    QHash<InstanceId, Known> m_known;
    int m_generation = 0; // answers to questions to an older client are dropped
};

} // namespace perdura
