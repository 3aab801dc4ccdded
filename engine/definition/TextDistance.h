// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

#include <string>

namespace perdura {

/// How many letters have to be changed, added or taken away to make one of the other; letters of another case
/// are the same. Takes time proportional to the product of the lengths. Pure; any thread.
[[nodiscard]] qsizetype textDistance(const QString &a, const QString &b);
/// Whether one is most likely a slip of the other, without being it: at most two letters, and not a third of
/// a short word.
[[nodiscard]] bool isSlipOf(const std::string &a, const std::string &b);

} // namespace perdura
