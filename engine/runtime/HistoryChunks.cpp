// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/HistoryChunks.h"

#include <algorithm>

namespace perdura {

namespace {

constexpr std::size_t eventsPerChunk = 256;
/// Likewise with few, large events.
constexpr qsizetype bytesPerChunk = 1024 * 1024;
/// The first and the last piece hold input and result: the event that frames the turn stays with its
/// neighbour.
constexpr std::size_t leastEventsPerChunk = 2;

std::span<const HistoryEvent> firstOf(std::span<const HistoryEvent> events, std::size_t count)
{
    const bool leavesTooFew = events.size() < count + leastEventsPerChunk;
    return leavesTooFew ? events : events.first(count);
}

} // namespace

std::vector<HistoryChunk> toChunks(std::span<const HistoryEvent> events, int first, const HistoryOwner &owner)
{
    std::vector<HistoryChunk> chunks;
    for (std::size_t at = 0; at < events.size();) {
        const auto left = events.subspan(at);
        std::size_t count = std::min(eventsPerChunk, left.size());
        QByteArray packed = packEvents(firstOf(left, count), owner);
        while (packed.size() > bytesPerChunk && count > leastEventsPerChunk) {
            count = std::max(count / 2, leastEventsPerChunk);
            packed = packEvents(firstOf(left, count), owner);
        }
        chunks.push_back({first + int(at), std::move(packed)});
        at += firstOf(left, count).size();
    }
    return chunks;
}

} // namespace perdura
