// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/PendingCall.h"

#include "engine/activities/InputReader.h"

namespace perdura {

PendingCall::PendingCall(const std::stop_token &stop, ActivityDone done)
    : m_done(std::move(done))
{
    // Whoever requests the stop does it on a thread of its own; what it entails happens on this one.
    m_onStop.emplace(stop, [this] {
        const auto cancel = [this] {
            finish(tl::unexpected(passingFailure("Cancelled", tr("The call was stopped."))));
        };
        QMetaObject::invokeMethod(this, cancel, Qt::QueuedConnection);
    });
}

void PendingCall::finish(ActivityResult result)
{
    if (!m_done)
        return;
    m_onStop.reset();
    const ActivityDone done = std::exchange(m_done, nullptr);
    done(std::move(result));
    deleteLater();
}

} // namespace perdura
