// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <map>
#include <string>

namespace perdura {

/// How expressions name a node: nodes.Name, or nodes["A name"] where that is no identifier.
[[nodiscard]] std::string nodeReference(const std::string &name);

/// How expressions name a member of a value: .name, or ["A name"] where that is no identifier.
[[nodiscard]] std::string memberReference(const std::string &name);

/// Replaces names of nodes in the expressions of a value, at any depth: nodes.Old, nodes["Old"],
/// nodes['Old']. Texts that are not expressions stay as they are. `names` maps old to new.
[[nodiscard]] Json withRenamedReferences(const Json &value, const std::map<std::string, std::string> &names);

} // namespace perdura
