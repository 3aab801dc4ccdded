// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ExpressionTokens.h"

#include <string>
#include <string_view>
#include <vector>

namespace perdura {

/// The nodes that an expression names as nodes.name, nodes["name"] or nodes['name'], in order, repeated ones
/// included; also in what template literals compute. Names that are computed are not found; texts and
/// comments are passed over.
[[nodiscard]] std::vector<std::string> referencedNodes(std::string_view expression);
/// The same of an expression that has been taken apart.
[[nodiscard]] std::vector<std::string> referencedNodes(const std::vector<ExpressionToken> &tokens);

/// The secrets that an expression names as secrets.name, secrets["name"] or secrets['name'], in order.
[[nodiscard]] std::vector<std::string> referencedSecrets(const std::vector<ExpressionToken> &tokens);
/// True when the word `secrets` also stands where no name follows it literally.
[[nodiscard]] bool hasUnnamedSecret(const std::vector<ExpressionToken> &tokens);

} // namespace perdura
