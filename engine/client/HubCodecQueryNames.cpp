// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodecNames.h"

#include <algorithm>
#include <array>

namespace perdura::hubCodec {

namespace {

template <typename Enum, std::size_t N>
std::optional<Enum> byName(const std::array<Enum, N> &values, std::string_view text)
{
    const auto found = std::ranges::find_if(values, [&](Enum value) { return name(value) == text; });
    return found == values.end() ? std::nullopt : std::optional(*found);
}

constexpr std::array orders{InstanceOrder::NewestFirst, InstanceOrder::OldestFirst,
                            InstanceOrder::LastUpdatedFirst};

constexpr std::array anchors{HistoryRange::Anchor::Head, HistoryRange::Anchor::Tail,
                             HistoryRange::Anchor::Place, HistoryRange::Anchor::Event};

constexpr std::array reasonKinds{InstanceReason::Kind::ScheduledStart, InstanceReason::Kind::WaitsForWorker,
                                 InstanceReason::Kind::Suspended,      InstanceReason::Kind::ExternalEvent,
                                 InstanceReason::Kind::Timer,          InstanceReason::Kind::Retry,
                                 InstanceReason::Kind::ActivityQueued, InstanceReason::Kind::ActivityRunning,
                                 InstanceReason::Kind::Activity,       InstanceReason::Kind::HumanTask,
                                 InstanceReason::Kind::Child,          InstanceReason::Kind::EntityCall,
                                 InstanceReason::Kind::EntityLock,     InstanceReason::Kind::HoldsLock,
                                 InstanceReason::Kind::Returned,       InstanceReason::Kind::Ended};

} // namespace

std::string_view name(InstanceOrder order)
{
    switch (order) {
    case InstanceOrder::NewestFirst:
        return "NewestFirst";
    case InstanceOrder::OldestFirst:
        return "OldestFirst";
    case InstanceOrder::LastUpdatedFirst:
        return "LastUpdatedFirst";
    }
    Q_UNREACHABLE();
}

std::string_view name(HistoryRange::Anchor anchor)
{
    switch (anchor) {
    case HistoryRange::Anchor::Head:
        return "Head";
    case HistoryRange::Anchor::Tail:
        return "Tail";
    case HistoryRange::Anchor::Place:
        return "Place";
    case HistoryRange::Anchor::Event:
        return "Event";
    }
    Q_UNREACHABLE();
}

std::string_view name(InstanceReason::Kind kind)
{
    switch (kind) {
    case InstanceReason::Kind::ScheduledStart:
        return "ScheduledStart";
    case InstanceReason::Kind::WaitsForWorker:
        return "WaitsForWorker";
    case InstanceReason::Kind::Suspended:
        return "Suspended";
    case InstanceReason::Kind::ExternalEvent:
        return "ExternalEvent";
    case InstanceReason::Kind::Timer:
        return "Timer";
    case InstanceReason::Kind::Retry:
        return "Retry";
    case InstanceReason::Kind::ActivityQueued:
        return "ActivityQueued";
    case InstanceReason::Kind::ActivityRunning:
        return "ActivityRunning";
    case InstanceReason::Kind::Activity:
        return "Activity";
    case InstanceReason::Kind::HumanTask:
        return "HumanTask";
    case InstanceReason::Kind::Child:
        return "Child";
    case InstanceReason::Kind::EntityCall:
        return "EntityCall";
    case InstanceReason::Kind::EntityLock:
        return "EntityLock";
    case InstanceReason::Kind::HoldsLock:
        return "HoldsLock";
    case InstanceReason::Kind::Returned:
        return "Returned";
    case InstanceReason::Kind::Ended:
        return "Ended";
    }
    Q_UNREACHABLE();
}

std::optional<InstanceOrder> instanceOrder(std::string_view text)
{
    return byName(orders, text);
}

std::optional<HistoryRange::Anchor> historyAnchor(std::string_view text)
{
    return byName(anchors, text);
}

std::optional<InstanceReason::Kind> reasonKind(std::string_view text)
{
    return byName(reasonKinds, text);
}

} // namespace perdura::hubCodec
