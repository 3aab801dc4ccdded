// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "json.transform": takes a value through steps such as filter, sort and group; see JsonTransform.
class JsonTransformActivity final : public Activity
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
