// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "csv.write": writes a list of objects or of lists as CSV: the whole file in one step, or behind what it
/// has. Gives {path, rows}. A repetition after a crash does not append twice what still stands where the call
/// first put it.
class CsvWriteActivity final : public Activity
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
