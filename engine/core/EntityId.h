// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <compare>
#include <string>
#include <string_view>

namespace perdura {

/// The address of an entity: what kind it is and which one. A value. The name is kept in lower case, for
/// names compare case-insensitively; the key is any text and compares byte by byte.
struct EntityId
{
    std::string name = {};
    std::string key = {};

    auto operator<=>(const EntityId &) const = default;
    bool operator==(const EntityId &) const = default;
};

/// "@name@key", the form in which the field writes it.
[[nodiscard]] std::string toText(const EntityId &id);

/// With the name in lower case. InvalidArgument: an empty name or one with `@`; a key with `/ \ # ?` or
/// control characters.
[[nodiscard]] Result<EntityId> makeEntityId(std::string_view name, std::string_view key);

/// Reads "@name@key"; the key may contain `@`. InvalidArgument.
[[nodiscard]] Result<EntityId> entityIdFromText(std::string_view text);

} // namespace perdura
