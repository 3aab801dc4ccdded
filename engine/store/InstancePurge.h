// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/InstanceTable.h"

namespace perdura {

/// Removes finished instances, a bounded number at a time, so that a large family does not keep others from
/// writing. Part of SqliteWriter.
class InstancePurge
{
public:
    struct Outcome
    {
        std::vector<InstanceId> removed = {};
        bool isWhole = true; ///< the instance itself is gone
    };

    InstancePurge(SqliteConnection &connection, InstanceTable &instances);

    /// `instance` is finished. Children go before their parents, so that what is left is a family still;
    /// children that have not finished stay.
    [[nodiscard]] Result<Outcome> purge(const InstanceTable::Found &instance, const PurgeInstance &request);

private:
    struct Member
    {
        InstanceId id;
        InstanceTable::Found found;
    };
    [[nodiscard]] Result<std::vector<Member>> finishedChildren(const InstanceId &parent, int limit);

    InstanceTable &m_instances;
    SqliteStatement m_children;
};

} // namespace perdura
