// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>

namespace perdura::test {

/// expressions.txt of the decisions' folder as it has to be: each expression in a line of its own, followed
/// by a tab and its value as JSON, or “!” and why it has none.
[[nodiscard]] QByteArray expressionTable();

} // namespace perdura::test
