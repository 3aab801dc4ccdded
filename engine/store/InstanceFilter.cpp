// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceFilter.h"

#include "engine/store/SearchText.h"

#include <QStringList>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString numbers(const std::vector<OrchestrationStatus> &statuses)
{
    QStringList list;
    for (const OrchestrationStatus status : statuses)
        list += QString::number(int(status));
    return list.join(u',');
}

QString text(const std::string &utf8)
{
    const QString text = QString::fromStdString(utf8);
    return text.isNull() ? QString(""_L1) : text;
}

qint64 microseconds(Instant instant)
{
    return instant.time_since_epoch().count();
}

/// The last text that begins so, near enough: no id holds these characters.
QString lastWithPrefix(const std::string &prefix)
{
    const char32_t character = 0x10ffff;
    const QString highest = QString::fromUcs4(&character, 1);
    return QString::fromStdString(prefix) + highest + highest;
}

/// Collects conditions that all have to hold.
class Conditions
{
public:
    template <typename... Values>
    void add(const QString &sql, const Values &...values)
    {
        m_sql += sql;
        (m_values.append(QVariant(values)), ...);
    }

    void addRange(const QString &column, const TimeRange &range)
    {
        if (range.from)
            add(u"i.%1 >= ?"_s.arg(column), microseconds(*range.from));
        if (range.until)
            add(u"i.%1 < ?"_s.arg(column), microseconds(*range.until));
    }

    /// Part of the name or the id.
    void addPart(const QString &part)
    {
        const QString pattern = likePattern(part.left(maxSearchLength));
        add(u"(i.id LIKE ? ESCAPE '\\' OR i.orchestrator IN "
            "(SELECT key FROM orchestrators WHERE name LIKE ? ESCAPE '\\'))"_s,
            pattern, pattern);
    }

    [[nodiscard]] SqlPart all() const
    {
        return {m_sql.isEmpty() ? u"1"_s : u'(' + m_sql.join(u") AND ("_s) + u')', m_values};
    }

private:
    QStringList m_sql;
    QVariantList m_values;
};

bool hasRange(const TimeRange &range)
{
    return range.from || range.until;
}

SqlPart rangeProbe(const InstanceQuery &query, const QString &column, const QString &index,
                   const TimeRange &range)
{
    Conditions conditions;
    conditions.add(u"i.status IN (%1)"_s.arg(numbers(wantedStatuses(query))));
    conditions.addRange(column, range);
    SqlPart part = conditions.all();
    part.sql = u"SELECT i.key FROM instances i INDEXED BY %1 WHERE "_s.arg(index) + part.sql;
    return part;
}

} // namespace

QString likePattern(const QString &part)
{
    QString escaped = part;
    for (const QChar special : {u'\\', u'%', u'_'})
        escaped.replace(special, QString(u'\\') + special);
    return u'%' + escaped + u'%';
}

SqlPart rowCondition(const InstanceQuery &query)
{
    Conditions conditions;
    if (!query.statuses.empty())
        conditions.add(u"i.status IN (%1)"_s.arg(numbers(query.statuses)));
    conditions.addRange(u"created"_s, query.created);
    conditions.addRange(u"updated"_s, query.updated);
    if (!query.name.empty())
        conditions.add(u"i.orchestrator IN (SELECT key FROM orchestrators WHERE name = ?)"_s,
                       text(query.name));
    if (!query.nameContains.isEmpty())
        conditions.addPart(query.nameContains);
    if (!query.text.isEmpty() && query.text.size() < minSearchLength)
        conditions.addPart(query.text);
    if (!query.idPrefix.empty())
        conditions.add(u"i.id >= ? AND i.id < ?"_s, text(query.idPrefix), lastWithPrefix(query.idPrefix));
    if (query.parent)
        conditions.add(u"i.parent_id = ?"_s, query.parent->toQString());
    for (const auto &[name, value] : query.tags) {
        conditions.add(u"EXISTS (SELECT 1 FROM instance_tags t WHERE t.name = ? AND t.value = ? AND "
                       "t.instance = i.key)"_s,
                       text(name), text(value));
    }
    return conditions.all();
}

std::vector<SqlPart> keyProbes(const InstanceQuery &query, int limit)
{
    std::vector<SqlPart> probes;
    if (!query.idPrefix.empty()) {
        probes.push_back({u"SELECT key FROM instances WHERE id >= ? AND id < ?"_s,
                          {text(query.idPrefix), lastWithPrefix(query.idPrefix)}});
    }
    if (query.parent)
        probes.push_back({u"SELECT key FROM instances WHERE parent_id = ?"_s, {query.parent->toQString()}});
    for (const auto &[name, value] : query.tags) {
        probes.push_back({u"SELECT instance FROM instance_tags WHERE name = ? AND value = ?"_s,
                          {text(name), text(value)}});
    }
    if (!query.name.empty()) {
        probes.push_back({u"SELECT i.key FROM orchestrators o CROSS JOIN instances i INDEXED BY "
                          "instances_by_orchestrator ON i.orchestrator = o.key WHERE o.name = ?"_s,
                          {text(query.name)}});
    }
    if (!query.statuses.empty() || hasRange(query.created))
        probes.push_back(rangeProbe(query, u"created"_s, u"instances_by_creation"_s, query.created));
    if (hasRange(query.updated))
        probes.push_back(rangeProbe(query, u"updated"_s, u"instances_by_change"_s, query.updated));
    for (SqlPart &probe : probes)
        probe.sql += u" LIMIT %1"_s.arg(limit);
    return probes;
}

QString timeColumn(InstanceOrder order)
{
    return order == InstanceOrder::LastUpdatedFirst ? u"updated"_s : u"created"_s;
}

const TimeRange &orderedRange(const InstanceQuery &query)
{
    return query.order == InstanceOrder::LastUpdatedFirst ? query.updated : query.created;
}

bool isAnsweredByOrder(const InstanceQuery &query)
{
    const TimeRange &other = query.order == InstanceOrder::LastUpdatedFirst ? query.created : query.updated;
    return query.nameContains.isEmpty() && query.name.empty() && query.idPrefix.empty() && !hasRange(other) &&
           query.tags.empty() && !query.parent && query.text.isEmpty();
}

std::vector<OrchestrationStatus> wantedStatuses(const InstanceQuery &query)
{
    std::vector<OrchestrationStatus> statuses = query.statuses;
    for (int i = 0; query.statuses.empty() && i <= int(OrchestrationStatus::Suspended); ++i)
        statuses.push_back(OrchestrationStatus(i));
    std::ranges::sort(statuses);
    statuses.erase(std::unique(statuses.begin(), statuses.end()), statuses.end());
    return statuses;
}

} // namespace perdura
