// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/InstanceWaiter.h"

#include "engine/client/WhenFinished.h"

#include <QTimer>

namespace perdura {

InstanceWaiter::InstanceWaiter(HubClient &hub, InstanceId instance, std::chrono::milliseconds patience,
                               Done done, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_instance(std::move(instance))
    , m_done(std::move(done))
{
    connect(&m_hub, &HubClient::instancesChanged, this, [this](const QList<InstanceId> &ids) {
        if (ids.contains(m_instance))
            look();
    });
    QTimer::singleShot(patience, this, [this] { tell(std::optional<InstanceDetail>()); });
    look();
}

void InstanceWaiter::look()
{
    if (std::exchange(m_looks, true)) {
        m_looksAgain = true;
        return;
    }
    whenFinished(m_hub.instance(m_instance), this, [this](const Result<InstanceDetail> &detail) {
        m_looks = false;
        if (!detail)
            tell(fail(detail.error()));
        else if (isTerminal(detail->summary.status))
            tell(std::optional(*detail));
        else if (std::exchange(m_looksAgain, false))
            look();
    });
}

void InstanceWaiter::tell(Result<std::optional<InstanceDetail>> result)
{
    if (const Done done = std::exchange(m_done, nullptr)) {
        deleteLater();
        done(std::move(result));
    }
}

} // namespace perdura
