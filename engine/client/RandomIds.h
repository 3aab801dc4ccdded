// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace perdura {

/// 32 lower-case hex digits from the system's random source. Any thread.
[[nodiscard]] std::string randomHexId();

} // namespace perdura
