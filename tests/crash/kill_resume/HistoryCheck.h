// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/orchestration/HistoryEvent.h"

#include <QStringList>

#include <optional>

namespace perdura {

/// What is on disk of an instance.
struct InstanceOnDisk
{
    History history;
    bool hasOpenTask = false; ///< one that waits for a person and has no answer yet, not even an unplayed one
};

/// Reads it from a copy of the hub's folder, so that nothing runs on. Nothing: the instance is not on disk
/// yet.
[[nodiscard]] std::optional<InstanceOnDisk> instanceOnDisk(const QString &workspace, const InstanceId &id);

/// Every way in which a history breaks the rules: a gap or double among the decisions, an answer to nothing,
/// to a decision of another kind or a second one, a turn within a turn, something after the end. Empty when
/// it is sound.
[[nodiscard]] QStringList flawsOf(const History &history);

/// How the later history takes back what the earlier one said; empty when it only goes on.
[[nodiscard]] QStringList rewritten(const History &earlier, const History &later);

/// The inputs of the activities that had completed.
[[nodiscard]] std::vector<Json> completedInputs(const History &history);

} // namespace perdura
