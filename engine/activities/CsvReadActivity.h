// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "csv.read": the rows of a CSV file of the workspace, of at most 16 MB, as a list of objects or of lists.
class CsvReadActivity final : public Activity
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
