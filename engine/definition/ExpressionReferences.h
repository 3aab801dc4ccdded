// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace perdura {

/// The nodes that an expression names as nodes.name, nodes["name"] or nodes['name'], in order, repeated ones
/// included. Names that are computed are not found; texts, template literals and comments are passed over.
[[nodiscard]] std::vector<std::string> referencedNodes(std::string_view expression);

} // namespace perdura
