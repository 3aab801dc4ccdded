// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>
#include <string_view>
#include <vector>

namespace perdura {

/// A place in an expression where a member is read: of "input.order.lines", the member "lines" of
/// "input.order".
struct MemberRead
{
    std::string owner;  ///< as written
    std::size_t at = 0; ///< byte of the member's name
};

/// The places where that member is read of something that consists of names, members and numbers only.
[[nodiscard]] std::vector<MemberRead> readsOfMember(std::string_view expression, std::string_view member);
/// "character 7", or "line 2, character 7" when there are several lines; both from 1.
[[nodiscard]] QString placeWords(std::string_view expression, std::size_t at);

} // namespace perdura
