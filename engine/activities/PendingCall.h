// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

#include <QObject>

#include <optional>

namespace perdura {

/// A call that waits for something. Lives on the thread that made it, which needs an event loop, and deletes
/// itself when the answer has been given; a request to stop is an answer too.
class PendingCall : public QObject
{
    Q_OBJECT

protected:
    PendingCall(const std::stop_token &stop, ActivityDone done);

    /// Gives the answer. Later ones are dropped.
    void finish(ActivityResult result);
    [[nodiscard]] bool isFinished() const { return !m_done; }

private:
    using StopCallback = std::stop_callback<std::function<void()>>;

    ActivityDone m_done;
    std::optional<StopCallback> m_onStop;
};

} // namespace perdura
