// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace perdura {

/// A loop outside of containers that has waited so often goes on in a new execution when it comes round:
/// enough that it is rare, few enough that histories stay short.
inline constexpr std::uint64_t waitsBeforeNewExecution = 200;

} // namespace perdura
