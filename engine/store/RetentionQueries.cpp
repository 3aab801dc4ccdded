// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/RetentionQueries.h"

#include "engine/store/SqliteStatement.h"

namespace perdura {

using namespace Qt::Literals::StringLiterals;

Result<std::vector<FinishedInstance>> finishedInstances(SqliteConnection &connection, InstanceKey after)
{
    SqliteStatement select(connection,
                           u"SELECT i.key, i.id, o.name, i.status, i.completed FROM instances i "
                           "JOIN orchestrators o ON o.key = i.orchestrator "
                           "WHERE i.key > ? AND i.completed IS NOT NULL ORDER BY i.key LIMIT 1000"_s);
    if (auto done = select.run(after); !done)
        return fail(done.error());
    std::vector<FinishedInstance> finished;
    while (select.next()) {
        finished.push_back({InstanceKey(select.integer(0)), InstanceId(select.text(1)), select.text(2),
                            OrchestrationStatus(select.integer(3)), select.instant(4)});
    }
    if (const auto error = select.error())
        return fail(*error);
    return finished;
}

} // namespace perdura
