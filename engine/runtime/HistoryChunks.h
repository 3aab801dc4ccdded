// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/HistoryCodec.h"
#include "engine/store/WriteRequest.h"

namespace perdura {

/// The events as rows for the store, `first` being the place of the first one in the history. Large turns
/// become several pieces, so that the end of a long history can be read without its whole.
[[nodiscard]] std::vector<HistoryChunk> toChunks(std::span<const HistoryEvent> events, int first,
                                                 const HistoryOwner &owner);

} // namespace perdura
