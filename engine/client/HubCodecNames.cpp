// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/HubCodecNames.h"

#include <array>

namespace perdura::hubCodec {

namespace {

constexpr std::array errorCodes{
    ErrorCode::InvalidArgument,
    ErrorCode::InvalidJson,
    ErrorCode::InvalidDefinition,
    ErrorCode::NotFound,
    ErrorCode::AlreadyExists,
    ErrorCode::NotAllowed,
    ErrorCode::Busy,
    ErrorCode::NoSpace,
    ErrorCode::AccessDenied,
    ErrorCode::Damaged,
    ErrorCode::Unsupported,
    ErrorCode::TimedOut,
    ErrorCode::Cancelled,
    ErrorCode::Io,
};

constexpr std::array stateKinds{
    HubState::Kind::Starting,
    HubState::Kind::Running,
    HubState::Kind::Paused,
    HubState::Kind::Stopped,
};

template <typename Value, std::size_t Size>
std::optional<Value> byName(const std::array<Value, Size> &values, std::string_view text)
{
    for (const Value value : values) {
        if (name(value) == text)
            return value;
    }
    return std::nullopt;
}

} // namespace

std::string_view name(ErrorCode code)
{
    switch (code) {
    case ErrorCode::InvalidArgument:
        return "InvalidArgument";
    case ErrorCode::InvalidJson:
        return "InvalidJson";
    case ErrorCode::InvalidDefinition:
        return "InvalidDefinition";
    case ErrorCode::NotFound:
        return "NotFound";
    case ErrorCode::AlreadyExists:
        return "AlreadyExists";
    case ErrorCode::NotAllowed:
        return "NotAllowed";
    case ErrorCode::Busy:
        return "Busy";
    case ErrorCode::NoSpace:
        return "NoSpace";
    case ErrorCode::AccessDenied:
        return "AccessDenied";
    case ErrorCode::Damaged:
        return "Damaged";
    case ErrorCode::Unsupported:
        return "Unsupported";
    case ErrorCode::TimedOut:
        return "TimedOut";
    case ErrorCode::Cancelled:
        return "Cancelled";
    case ErrorCode::Io:
        return "Io";
    }
    Q_UNREACHABLE();
}

std::string_view name(HubState::Kind kind)
{
    switch (kind) {
    case HubState::Kind::Starting:
        return "Starting";
    case HubState::Kind::Running:
        return "Running";
    case HubState::Kind::Paused:
        return "Paused";
    case HubState::Kind::Stopped:
        return "Stopped";
    }
    Q_UNREACHABLE();
}

std::optional<ErrorCode> errorCode(std::string_view text)
{
    return byName(errorCodes, text);
}

std::optional<HubState::Kind> hubStateKind(std::string_view text)
{
    return byName(stateKinds, text);
}

} // namespace perdura::hubCodec
