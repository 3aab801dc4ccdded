// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace perdura {

/// How many letters have to be changed, added or taken away to make one of the other; letters of another case
/// are the same. Takes time proportional to the product of the lengths. Pure; any thread.
[[nodiscard]] qsizetype textDistance(const QString &a, const QString &b);

} // namespace perdura
