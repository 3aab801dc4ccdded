// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace perdura {

/// Whether functions in the code may call themselves, directly or in a circle; in doubt true. Of strict code
/// the engine makes jumps of last calls, which it cannot interrupt: `function f() { return f() }` would never
/// end. In code that is not strict it calls, and the stack has a bound. Pure; any thread.
[[nodiscard]] bool mayRecurse(std::string_view code);

} // namespace perdura
