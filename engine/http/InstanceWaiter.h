// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"

#include <QObject>

#include <chrono>
#include <functional>

namespace perdura {

/// Waits until an instance has ended, or no longer. Tells once and is gone. Hub's thread.
class InstanceWaiter final : public QObject
{
    Q_OBJECT

public:
    /// The instance as it ended; nothing when time ran out first.
    using Done = std::function<void(Result<std::optional<InstanceDetail>>)>;

    InstanceWaiter(HubClient &hub, InstanceId instance, std::chrono::milliseconds patience, Done done,
                   QObject *parent);

private:
    void look();
    void tell(Result<std::optional<InstanceDetail>> result);

    HubClient &m_hub;
    InstanceId m_instance;
    Done m_done;
    bool m_looks = false;
    bool m_looksAgain = false;
};

} // namespace perdura
