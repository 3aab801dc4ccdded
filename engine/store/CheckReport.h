// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"

#include <QString>

#include <optional>
#include <vector>

namespace perdura {

/// Something in a database that must not be so.
struct CheckFinding
{
    enum class Kind {
        File,     ///< SQLite itself finds the file damaged
        Row,      ///< a value, or a reference, that no row may have
        Events,   ///< a history that cannot be read or has gaps
        Work,     ///< pending work that does not fit its instance
        Counters, ///< the numbers of instances by status
    };
    Kind kind = Kind::File;
    std::optional<InstanceId> instance = {};
    QString text; ///< one sentence
    bool operator==(const CheckFinding &) const = default;
};

/// What the check of a database came to. Nothing is ever repaired.
struct CheckReport
{
    qint64 instances = 0; ///< that were read
    qint64 events = 0;
    std::vector<CheckFinding> findings;
    bool isCut = false; ///< there are more findings than are listed
    [[nodiscard]] bool isSound() const { return findings.empty(); }
    bool operator==(const CheckReport &) const = default;
};

} // namespace perdura
