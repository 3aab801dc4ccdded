// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/EntityMessage.h"
#include "engine/store/PackedBytes.h"

namespace perdura {

/// The stored form of messages to one entity, one after the other: per message a byte with its kind and
/// flags, then operation, input, sender and set of a lock request, as far as there are any. The entity itself
/// and the time of a delayed signal are the row's. Any thread.
void packEntityMessage(PackedWriter &writer, const EntityMessage &message);

/// Error: Damaged.
[[nodiscard]] Result<std::vector<EntityMessage>> unpackEntityMessages(const QByteArray &bytes,
                                                                      const EntityId &entity);

} // namespace perdura
