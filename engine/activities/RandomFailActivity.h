// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "random.fail": fails with a probability, for tests of retries and error ports. What it decides depends
/// only on the key and the attempt of the call, so that a repetition of a call decides the same. Gives null.
class RandomFailActivity final : public Activity
{
public:
    std::string name() const override;
    Runs runs() const override { return Runs::OnWorker; }
    Json inputSchema() const override;
    QString title() const override;
    QString description() const override;
    QString summary(const Json &input) const override;
    void run(ActivityCall call, ActivityDone done) const override;
};

} // namespace perdura
