// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace perdura {

/// The expression with “a ** b” as “Math.pow(a, b)”, because the engine's own operator is not the same on
/// every machine. Lines stay where they are. What is too unusual to be sure of is left as it is. Pure; any
/// thread.
[[nodiscard]] std::string withPortablePowers(const std::string &expression);

} // namespace perdura
