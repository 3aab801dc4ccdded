// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

#include <QString>

#include <optional>

namespace perdura {

/// What a call notes down on disk before its effect, so that its repetition after a crash can tell what has
/// been done. One small file per call below ".perdura/calls" of the workspace, kept for 30 days. Any thread.
class CallRecord
{
public:
    explicit CallRecord(const ActivityCall &call);

    /// What this call has noted down last, in this run of the hub or an earlier one; null when nothing.
    [[nodiscard]] Json read() const;
    /// Replaces it. Failure "FileError".
    [[nodiscard]] std::optional<FailureDetails> write(const Json &facts) const;

private:
    QString m_folder;
    QString m_fileName;
};

} // namespace perdura
