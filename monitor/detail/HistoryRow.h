// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <QString>

#include <vector>

namespace perdura {

struct WorkflowDefinition;

/// One event as the history shows it.
struct HistoryRow
{
    Instant time;
    QString type;  ///< the stable name of its kind, "TaskScheduled"
    QString words; ///< the same for people, "Step begun"
    NodeId node;   ///< that it belongs to, also for answers; empty: to the instance
    std::string iteration;
    QString nodeName;
    std::string activity = {}; ///< that a step begins; empty for other events
    QString summary;           ///< one line for people, without the activity
    bool isFailure = false;
    bool operator==(const HistoryRow &) const = default;
};

/// The rows of a history; the definition, which may be null, gives the names. Pure; any thread.
[[nodiscard]] std::vector<HistoryRow> historyRows(const History &history,
                                                  const WorkflowDefinition *definition);

} // namespace perdura
