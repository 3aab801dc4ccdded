// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "notify": shows a message on the desktop, by the program notify-send. Gives null.
class NotifyActivity final : public Activity
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
