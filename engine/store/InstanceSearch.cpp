// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/InstanceSearch.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

// What a text costs, with an instance that is only gone through as the measure.
constexpr int effortOfIndexedText = 4;
constexpr int effortOfReadText = 20;

/// The text that has to be in the payloads; empty when none has.
QString soughtText(const InstanceQuery &query)
{
    return query.text.size() < minSearchLength ? QString() : foldForSearch(query.text.left(maxSearchLength));
}

Result<std::optional<PageMark>> markOf(const InstanceQuery &query)
{
    if (query.after.isEmpty())
        return std::optional<PageMark>();
    auto mark = PageMark::fromBytes(query.after, query.order);
    return mark ? std::optional(*mark) : Result<std::optional<PageMark>>(fail(mark.error()));
}

} // namespace

InstanceSearch::InstanceSearch(SqliteConnection &connection)
    : m_connection(connection)
    , m_texts(connection)
    , m_hasText(connection, u"SELECT instr(text, ?) > 0 FROM search_texts WHERE instance = ?"_s)
{}

Result<InstanceSearch::Found> InstanceSearch::page(const InstanceQuery &query)
{
    const auto after = markOf(query);
    if (!after)
        return fail(after.error());
    if (!isAnsweredByOrder(query)) {
        const auto few = fewKeys(query);
        if (!few)
            return fail(few.error());
        if (*few)
            return pageOf(query, **few, *after);
    }
    return walkPage(query, *after);
}

Result<InstanceSearch::Found> InstanceSearch::pageOf(const InstanceQuery &query,
                                                     const std::vector<qint64> &keys,
                                                     const std::optional<PageMark> &after)
{
    const auto marks = matching(query, keys);
    if (!marks)
        return fail(marks.error());
    const auto limit = std::size_t(std::clamp(query.limit, 1, maxPageSize));
    Found found;
    for (const PageMark &mark : *marks) {
        if (after && !comesBefore(*after, mark))
            continue;
        if (found.keys.size() == limit)
            return found;
        found.keys.push_back(InstanceKey(mark.key));
        found.next = mark.toBytes();
    }
    found.next.clear();
    return found;
}

Result<InstanceSearch::Found> InstanceSearch::walkPage(const InstanceQuery &query,
                                                       const std::optional<PageMark> &after)
{
    auto walk = InstanceWalk::begin(m_connection, query, after);
    if (!walk)
        return fail(walk.error());
    const auto limit = std::size_t(std::clamp(query.limit, 1, maxPageSize));
    const QString text = soughtText(query);
    Found found;
    int effort = 0;
    PageMark last{query.order};
    for (;;) {
        const auto candidate = walk->next();
        if (!candidate)
            return fail(candidate.error());
        if (!*candidate)
            return Found{std::move(found.keys), {}};
        if (effort >= maxEffort)
            break;
        const auto isMatch = matches(**candidate, text, effort);
        if (!isMatch)
            return fail(isMatch.error());
        if (*isMatch && found.keys.size() == limit)
            break;
        if (*isMatch)
            found.keys.push_back(InstanceKey((*candidate)->key));
        last.time = (*candidate)->time;
        last.key = (*candidate)->key;
    }
    found.next = last.toBytes();
    return found;
}

Result<bool> InstanceSearch::matches(const Candidate &candidate, const QString &folded, int &effort)
{
    ++effort;
    if (!candidate.matches || folded.isEmpty())
        return candidate.matches;
    if (!candidate.isIndexed) {
        effort += effortOfReadText;
        const auto text = m_texts.text(InstanceKey(candidate.key));
        return text ? Result<bool>(text->contains(folded)) : fail(text.error());
    }
    effort += effortOfIndexedText;
    if (auto done = m_hasText.run(folded, candidate.key); !done)
        return fail(done.error());
    const bool isFound = m_hasText.next() && m_hasText.integer(0) != 0;
    if (const auto error = m_hasText.error())
        return fail(*error);
    m_hasText.finish();
    return isFound;
}

Result<std::vector<PageMark>> InstanceSearch::matching(const InstanceQuery &query,
                                                       const std::vector<qint64> &keys)
{
    const QString text = soughtText(query);
    const SqlPart condition = rowCondition(query);
    SqliteStatement select(m_connection, u"SELECT "_s + candidateColumns(query, condition.sql) +
                                             u" FROM instances i WHERE i.key = ?"_s);
    std::vector<PageMark> marks;
    int effort = 0;
    for (const qint64 key : keys) {
        if (auto done = select.runWith(QVariantList(condition.values) << key); !done)
            return fail(done.error());
        if (!select.next()) {
            if (const auto error = select.error())
                return fail(*error);
            continue;
        }
        const Candidate candidate = readCandidate(select);
        select.finish();
        const auto isMatch = matches(candidate, text, effort);
        if (!isMatch)
            return fail(isMatch.error());
        if (*isMatch)
            marks.push_back({query.order, candidate.time, candidate.key});
    }
    std::ranges::sort(marks, comesBefore);
    return marks;
}

Result<std::optional<std::vector<qint64>>> InstanceSearch::fewKeys(const InstanceQuery &query)
{
    std::optional<std::vector<qint64>> fewest;
    const auto consider = [&fewest](std::optional<std::vector<qint64>> keys) {
        if (keys && (!fewest || keys->size() < fewest->size()))
            fewest = std::move(keys);
    };
    for (const SqlPart &part : keyProbes(query, maxProbed + 1)) {
        auto keys = probe(part, maxProbed);
        if (!keys)
            return keys;
        consider(*std::move(keys));
    }
    if (const QString text = soughtText(query); !text.isEmpty() && !fewest) {
        auto keys = keysWithText(text);
        if (!keys)
            return keys;
        consider(*std::move(keys));
    }
    return fewest;
}

Result<std::optional<std::vector<qint64>>> InstanceSearch::keysWithText(const QString &folded)
{
    const auto limited = [](const QString &sql, int atMost) -> QString {
        return sql + u" LIMIT %1"_s.arg(atMost + 1);
    };
    const SqlPart parts[] = {
        {limited(u"SELECT key FROM instances WHERE text_changed = 1"_s, maxUnindexed)},
        {limited(u"SELECT key FROM instances WHERE key > (SELECT indexed_up_to FROM search_progress)"_s,
                 maxUnindexed)},
        {limited(u"SELECT rowid FROM search_index WHERE search_index MATCH ?"_s, maxProbed),
         {trigramQuery(folded)}}};
    std::vector<qint64> all;
    for (const SqlPart &part : parts) {
        auto keys = probe(part, maxProbed);
        if (!keys || !*keys)
            return keys;
        all.insert(all.end(), (*keys)->begin(), (*keys)->end());
    }
    std::ranges::sort(all);
    all.erase(std::unique(all.begin(), all.end()), all.end());
    return std::optional(std::move(all));
}

Result<std::optional<std::vector<qint64>>> InstanceSearch::probe(const SqlPart &part, int atMost)
{
    SqliteStatement select(m_connection, part.sql);
    if (auto done = select.runWith(part.values); !done)
        return fail(done.error());
    std::vector<qint64> keys;
    while (select.next()) {
        if (int(keys.size()) == atMost)
            return std::optional<std::vector<qint64>>();
        keys.push_back(select.integer(0));
    }
    if (const auto error = select.error())
        return fail(*error);
    return std::optional(std::move(keys));
}

Result<InstanceCount> InstanceSearch::count(const InstanceQuery &query)
{
    if (const auto known = countOfStatuses(query); !known)
        return fail(known.error());
    else if (*known)
        return InstanceCount{**known, true};
    const auto few = fewKeys(query);
    if (!few)
        return fail(few.error());
    if (*few) {
        const auto marks = matching(query, **few);
        return marks ? InstanceCount{qint64(marks->size()), true}
                     : Result<InstanceCount>(fail(marks.error()));
    }
    auto walk = InstanceWalk::begin(m_connection, query, {});
    if (!walk)
        return fail(walk.error());
    const QString text = soughtText(query);
    InstanceCount count;
    for (int effort = 0; effort < maxEffort;) {
        const auto candidate = walk->next();
        if (!candidate)
            return fail(candidate.error());
        if (!*candidate)
            return count;
        const auto isMatch = matches(**candidate, text, effort);
        if (!isMatch)
            return fail(isMatch.error());
        count.count += *isMatch ? 1 : 0;
    }
    count.isExact = false;
    return count;
}

/// The counters know it when nothing but the status is asked for.
Result<std::optional<qint64>> InstanceSearch::countOfStatuses(const InstanceQuery &query)
{
    const TimeRange &range = orderedRange(query);
    if (!isAnsweredByOrder(query) || range.from || range.until)
        return std::optional<qint64>();
    const auto statuses = wantedStatuses(query);
    SqliteStatement select(m_connection, u"SELECT status, count FROM status_counts"_s);
    if (auto done = select.run(); !done)
        return fail(done.error());
    qint64 count = 0;
    while (select.next()) {
        if (std::ranges::find(statuses, OrchestrationStatus(select.integer(0))) != statuses.end())
            count += select.integer(1);
    }
    if (const auto error = select.error())
        return fail(*error);
    return std::optional(count);
}

Result<InstanceCount> InstanceSearch::unindexed()
{
    SqliteStatement select(
        m_connection,
        u"SELECT (SELECT count(*) FROM (SELECT 1 FROM instances WHERE text_changed = 1 LIMIT ?)) + "
        "(SELECT count(*) FROM (SELECT 1 FROM instances WHERE key > "
        "(SELECT indexed_up_to FROM search_progress) LIMIT ?))"_s);
    if (auto done = select.run(maxEffort, maxEffort); !done)
        return fail(done.error());
    if (!select.next())
        return fail(select.error().value_or(Error{}));
    const qint64 count = select.integer(0);
    return InstanceCount{count, count < maxEffort};
}

} // namespace perdura
