// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstancePurge.h"

#include <set>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

InstancePurge::InstancePurge(SqliteConnection &connection, InstanceTable &instances)
    : m_instances(instances)
    , m_children(connection, u"SELECT key, id, status, execution FROM instances WHERE parent_id = ? "
                             "AND completed IS NOT NULL ORDER BY key LIMIT ?"_s)
{}

Result<InstancePurge::Outcome> InstancePurge::purge(const InstanceTable::Found &instance,
                                                    const PurgeInstance &request)
{
    Outcome outcome;
    // An imported instance may name anything as its parent, itself too.
    std::set<InstanceKey> onLine{instance.key};
    // The line from the instance down to the one that goes next: a stack, for families can be deep.
    std::vector<Member> line{{request.instance, instance}};
    while (!line.empty()) {
        const int left = request.limit - int(outcome.removed.size());
        if (left <= 0) {
            outcome.isWhole = false;
            return outcome;
        }
        auto children =
            request.includesChildren ? finishedChildren(line.back().id, 1) : Result<std::vector<Member>>();
        if (!children)
            return fail(children.error());
        if (!children->empty() && onLine.insert(children->front().found.key).second) {
            line.push_back(std::move(children->front()));
            continue;
        }
        if (auto done = m_instances.remove(line.back().found); !done)
            return fail(done.error());
        outcome.removed.push_back(std::move(line.back().id));
        line.pop_back();
    }
    return outcome;
}

Result<std::vector<InstancePurge::Member>> InstancePurge::finishedChildren(const InstanceId &parent,
                                                                           int limit)
{
    if (auto done = m_children.run(parent, limit); !done)
        return fail(done.error());
    std::vector<Member> children;
    while (m_children.next()) {
        children.push_back({InstanceId(m_children.text(1)),
                            {InstanceKey(m_children.integer(0)), OrchestrationStatus(m_children.integer(2)),
                             ExecutionId(m_children.text(3))}});
    }
    if (const auto error = m_children.error())
        return fail(*error);
    return children;
}

} // namespace perdura
