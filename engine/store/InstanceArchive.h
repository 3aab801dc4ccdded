// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/store/StoredValues.h"

namespace perdura {

/// Everything about one instance, to be kept or looked at elsewhere.
struct InstanceArchive
{
    InstanceId id;
    ExecutionId execution;
    std::string name; ///< the workflow's
    VersionId version;
    OrchestrationStatus status = OrchestrationStatus::Completed;
    Instant created;
    Instant updated;
    std::optional<Instant> completed = {};
    std::string failureMessage = {};
    Json customStatus = nullptr;
    Json startInput = nullptr; ///< of one that has not had its first turn
    int generation = 0;
    std::optional<ParentInstance> parent = {};
    Tags tags = {};
    History history = {};
    QByteArray definition = {}; ///< the text of its version; empty for one that runs code
    std::vector<LogLine> log = {};
};

/// The JSON form, of format 1.
[[nodiscard]] Json toJson(const InstanceArchive &archive);

/// Reads such a text. Errors (InvalidJson, InvalidArgument, Unsupported) name the file and the place in it.
[[nodiscard]] Result<InstanceArchive> readArchive(const QByteArray &text, const QString &file);

} // namespace perdura
