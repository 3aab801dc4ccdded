// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubTypes.h"
#include "engine/core/Error.h"

#include <optional>
#include <string_view>

namespace perdura::hubCodec {

// The words for enum values between processes. Stable within a protocol version.

[[nodiscard]] std::string_view name(ErrorCode code);
[[nodiscard]] std::string_view name(HubState::Kind kind);
[[nodiscard]] std::optional<ErrorCode> errorCode(std::string_view name);
[[nodiscard]] std::optional<HubState::Kind> hubStateKind(std::string_view name);

[[nodiscard]] std::string_view name(InstanceOrder order);
[[nodiscard]] std::optional<InstanceOrder> instanceOrder(std::string_view name);
[[nodiscard]] std::string_view name(HistoryRange::Anchor anchor);
[[nodiscard]] std::optional<HistoryRange::Anchor> historyAnchor(std::string_view name);
[[nodiscard]] std::string_view name(InstanceReason::Kind kind);
[[nodiscard]] std::optional<InstanceReason::Kind> reasonKind(std::string_view name);

} // namespace perdura::hubCodec
