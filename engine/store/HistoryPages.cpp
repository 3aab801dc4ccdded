// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/HistoryPages.h"

#include <QCoreApplication>

#include <algorithm>
#include <limits>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

std::optional<int> placeIn(const History &events, int first, SequenceNumber number)
{
    const auto found = std::ranges::find(events, number, &HistoryEvent::eventId);
    return found == events.end() ? std::nullopt : std::optional(first + int(found - events.begin()));
}

/// The number of the first decision among them; negative when there is none.
SequenceNumber decisionIn(const History &events)
{
    const auto found = std::ranges::find_if(events, [](const auto &event) { return event.eventId >= 0; });
    return found == events.end() ? -1 : found->eventId;
}

} // namespace

HistoryPages::HistoryPages(SqliteConnection &connection)
    : m_length(connection, u"SELECT history_length FROM instances WHERE key = ?"_s)
    , m_chunkAt(connection, u"SELECT first, events FROM history WHERE instance = ? AND first <= ? "
                            "ORDER BY first DESC LIMIT 1"_s)
    , m_chunks(connection, u"SELECT first, events FROM history WHERE instance = ? AND first < ? AND first >= "
                           "coalesce((SELECT max(first) FROM history WHERE instance = ? AND first <= ?), 0) "
                           "ORDER BY first"_s)
{}

Result<HistoryPage> HistoryPages::page(InstanceKey instance, const HistoryOwner &owner,
                                       const HistoryRange &range)
{
    const auto total = length(instance);
    if (!total)
        return fail(total.error());
    const int count = std::clamp(range.count, 1, maxPageSize);
    int first = 0;
    switch (range.anchor) {
    case HistoryRange::Anchor::Head:
        break;
    case HistoryRange::Anchor::Tail:
        first = *total - count;
        break;
    case HistoryRange::Anchor::Place:
        first = range.at;
        break;
    case HistoryRange::Anchor::Event: {
        const auto place = placeOf(instance, owner, range.at, *total);
        if (!place)
            return fail(place.error());
        first = std::min(*place - count / 2, *total - count);
        break;
    }
    }
    first = std::clamp(first, 0, *total);
    auto page = events(instance, owner, first, std::min(count, *total - first));
    if (page)
        page->total = *total;
    return page;
}

Result<int> HistoryPages::length(InstanceKey instance)
{
    if (auto done = m_length.run(instance); !done)
        return fail(done.error());
    const int length = m_length.next() ? int(m_length.integer(0)) : 0;
    if (const auto error = m_length.error())
        return fail(*error);
    m_length.finish();
    return length;
}

Result<HistoryPage> HistoryPages::events(InstanceKey instance, const HistoryOwner &owner, int first,
                                         int count)
{
    HistoryPage page;
    page.first = first;
    if (count == 0)
        return page;
    if (auto done = m_chunks.run(instance, first + count, instance, first); !done)
        return fail(done.error());
    while (m_chunks.next()) {
        History events;
        if (auto unpacked = unpackEvents(m_chunks.bytes(1), owner, events); !unpacked) {
            m_chunks.finish();
            return fail(unpacked.error());
        }
        const int at = int(m_chunks.integer(0));
        for (int i = 0; i < int(events.size()); ++i) {
            if (at + i >= first && at + i < first + count)
                page.events.push_back(std::move(events[std::size_t(i)]));
        }
    }
    if (const auto error = m_chunks.error())
        return fail(*error);
    return page;
}

Result<int> HistoryPages::placeOf(InstanceKey instance, const HistoryOwner &owner, SequenceNumber number,
                                  int total)
{
    auto place = bisect(instance, owner, number, total);
    if (place && !*place)
        place = scan(instance, owner, number);
    if (!place)
        return fail(place.error());
    if (!*place) {
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate(
                        "perdura::SqliteStore",
                        "The history of the instance has no event with the number %1; check the number.")
                        .arg(number));
    }
    return **place;
}

Result<std::optional<int>> HistoryPages::bisect(InstanceKey instance, const HistoryOwner &owner,
                                                SequenceNumber number, int total)
{
    int low = 0;
    int high = total;
    while (low < high) {
        auto chunk = chunkAt(instance, owner, low + (high - low) / 2);
        if (!chunk)
            return fail(chunk.error());
        const int end = chunk->first + int(chunk->events.size());
        // A piece of answers only does not tell on which side the number is: the one before it may.
        while (decisionIn(chunk->events) < 0 && chunk->first > low) {
            chunk = chunkAt(instance, owner, chunk->first - 1);
            if (!chunk)
                return fail(chunk.error());
        }
        if (const auto place = placeIn(chunk->events, chunk->first, number))
            return place;
        if (chunk->events.empty())
            break; // a damaged history
        if (decisionIn(chunk->events) > number)
            high = chunk->first;
        else
            low = end;
    }
    return std::optional<int>();
}

Result<std::optional<int>> HistoryPages::scan(InstanceKey instance, const HistoryOwner &owner,
                                              SequenceNumber number)
{
    if (auto done = m_chunks.run(instance, std::numeric_limits<int>::max(), instance, 0); !done)
        return fail(done.error());
    while (m_chunks.next()) {
        History events;
        auto unpacked = unpackEvents(m_chunks.bytes(1), owner, events);
        const auto place = placeIn(events, int(m_chunks.integer(0)), number);
        if (!unpacked || place)
            m_chunks.finish();
        if (!unpacked)
            return fail(unpacked.error());
        if (place)
            return place;
    }
    if (const auto error = m_chunks.error())
        return fail(*error);
    return std::optional<int>();
}

Result<HistoryPages::Chunk> HistoryPages::chunkAt(InstanceKey instance, const HistoryOwner &owner, int place)
{
    if (auto done = m_chunkAt.run(instance, place); !done)
        return fail(done.error());
    Chunk chunk;
    if (m_chunkAt.next()) {
        chunk.first = int(m_chunkAt.integer(0));
        const QByteArray packed = m_chunkAt.bytes(1);
        m_chunkAt.finish();
        if (auto unpacked = unpackEvents(packed, owner, chunk.events); !unpacked)
            return fail(unpacked.error());
    } else if (const auto error = m_chunkAt.error()) {
        return fail(*error);
    }
    return chunk;
}

} // namespace perdura
