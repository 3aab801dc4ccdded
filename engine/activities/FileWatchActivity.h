// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "file.watch": waits until a folder has a file whose name matches a pattern and that has not changed for a
/// while. Gives {path, name, size, modified}, see "file.list". Files that are there already count too.
class FileWatchActivity final : public Activity
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
