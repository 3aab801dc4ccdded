// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "file.list": the files of a folder whose names match a pattern, sorted by path. Gives a list of {path,
/// name, size, modified}: the path from the workspace, bytes, ISO 8601. Hidden files, what lies in hidden
/// folders and links that lead out of the workspace are left out; more than 10,000 files are a failure
/// ("TooManyFiles").
class FileListActivity final : public Activity
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
