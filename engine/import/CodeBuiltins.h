// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace perdura {

/// True for the names that JavaScript itself brings and that give the same value in every replay.
[[nodiscard]] bool isLanguageName(const std::string &name);
/// True for the names of the surroundings of a program (process, fetch, setTimeout, …), which a drawing does
/// not have.
[[nodiscard]] bool isOutsideName(const std::string &name);

} // namespace perdura
