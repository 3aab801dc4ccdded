// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "delay": does nothing for a while, for tests of what waits for it. Nothing of it is stored: a restart
/// begins the delay anew; a Timer step is the durable way to wait. Gives null.
class DelayActivity final : public Activity
{
public:
    std::string name() const override;
    Runs runs() const override { return Runs::OnIoThread; }
    Json inputSchema() const override;
    QString title() const override;
    QString description() const override;
    QString summary(const Json &input) const override;
    void run(ActivityCall call, ActivityDone done) const override;
};

} // namespace perdura
