// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/core/Json.h"

#include <QStringList>

#include <functional>

namespace perdura {

/// All that can be said of one instance at a moment.
struct InstanceReport
{
    InstanceDetail detail;
    std::vector<HumanTaskInfo> tasks;
    std::vector<LogLine> log;
    QStringList waits; ///< in words; empty when it has ended
};

/// Gathers it from the hub; `done` as with whenFinished.
void gatherReport(HubClient &hub, const InstanceId &id, QObject *context,
                  std::function<void(Result<InstanceReport>)> done);

/// {"instance", "input", "output", "customStatus", "failure"?, "waitsFor", "tasks", "log"}
[[nodiscard]] Json toJson(const InstanceReport &report);

} // namespace perdura
