// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/HistoryEvent.h"

#include <QStringList>

#include <memory>

namespace perdura {

/// "“Approve the trip”", for the node that an event came from; the item's place is added within containers.
[[nodiscard]] QString nodeWords(const WorkflowDefinition &definition, const Origin &origin);

/// What an unfinished instance waits for, a few words each ("an answer from Ada (“Approve the trip”)"), in
/// the order in which the waits began. Replays the history.
[[nodiscard]] QStringList findWaits(const std::shared_ptr<const WorkflowDefinition> &definition,
                                    const History &history);

} // namespace perdura
