// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/HistoryEvent.h"

#include <QByteArray>

#include <optional>
#include <span>

namespace perdura {

/// Whose history it is. ExecutionStarted repeats all of this, so its stored form leaves it out.
struct HistoryOwner
{
    InstanceId instance;
    ExecutionId execution;
    std::string name;
    VersionId version;
    std::optional<ParentInstance> parent = {};
    Tags tags = {};
    bool operator==(const HistoryOwner &) const = default;
};

/// The status with that number, which comes from a database; nothing when there is none.
[[nodiscard]] std::optional<OrchestrationStatus> storedStatus(std::uint64_t number);

/// The stored form of some consecutive events: a format byte, the first event's time, then per event a byte
/// with its kind and flags, the time since the event before, and its fields. Some 20 bytes per event plus its
/// payload. Any thread.
[[nodiscard]] QByteArray packEvents(std::span<const HistoryEvent> events, const HistoryOwner &owner = {});

/// Appends the events to `history`. Errors: Damaged, Unsupported (written by a newer version); `history` is
/// then incomplete and of no use.
[[nodiscard]] Result<void> unpackEvents(const QByteArray &bytes, const HistoryOwner &owner, History &history);

} // namespace perdura
