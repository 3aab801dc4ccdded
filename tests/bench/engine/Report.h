// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/bench/engine/Measurements.h"

#include <vector>

namespace perdura::bench {

/// The median of each figure.
[[nodiscard]] Figures medians(const std::vector<Figures> &runs);
/// What only the limits and the hub's figures together tell.
void addRatios(Figures &figures);
/// A table for people, with the aims.
[[nodiscard]] std::string table(const Figures &figures);

} // namespace perdura::bench
