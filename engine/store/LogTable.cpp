// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/LogTable.h"

#include <algorithm>
#include <utility>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

LogTable::LogTable(SqliteConnection &connection)
    : m_insert(connection, u"INSERT INTO log_lines (instance, time, level, node, iteration, text) "
                           "SELECT key, ?, ?, ?, ?, ? FROM instances WHERE key = ?"_s)
    , m_removeOld(connection, u"DELETE FROM log_lines WHERE instance = ? AND number <= "
                              "(SELECT number FROM log_lines WHERE instance = ? ORDER BY number DESC "
                              "LIMIT 1 OFFSET ?)"_s)
    , m_select(connection, u"SELECT time, level, node, iteration, text FROM log_lines WHERE instance = ? "
                           "ORDER BY number DESC LIMIT ?"_s)
{}

Result<void> LogTable::append(const AppendLog &request)
{
    const LogLine &line = request.line;
    if (auto done = m_insert.run(line.time, line.level, line.origin.node, line.origin.iteration, line.text,
                                 request.instance);
        !done)
        return done;
    // Counting takes as long as there are lines, so it is done once in a while.
    if (++m_sinceRemoval[request.instance] >= linesPerRemoval) {
        m_sinceRemoval.erase(request.instance);
        return removeOld(request.instance);
    }
    if (m_sinceRemoval.size() <= countedInstances)
        return {};
    for (const auto &[instance, lines] : std::exchange(m_sinceRemoval, {})) {
        if (auto done = removeOld(instance); !done)
            return done;
    }
    return {};
}

Result<void> LogTable::removeOld(InstanceKey instance)
{
    return m_removeOld.run(instance, instance, linesKept);
}

Result<std::vector<LogLine>> LogTable::lines(InstanceKey instance)
{
    if (auto done = m_select.run(instance, linesKept); !done)
        return fail(done.error());
    std::vector<LogLine> lines;
    while (m_select.next()) {
        lines.push_back(LogLine{m_select.instant(0), Origin{m_select.text(2), m_select.text(3)},
                                m_select.text(1), m_select.text(4)});
    }
    if (const auto error = m_select.error())
        return fail(*error);
    std::reverse(lines.begin(), lines.end());
    return lines;
}

} // namespace perdura
