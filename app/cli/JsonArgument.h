// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

namespace perdura {

/// Reads JSON as given on the command line: the text itself, or `@FILE`. `what` names it in messages
/// ("--input"). Errors say what is wrong and where.
[[nodiscard]] Result<Json> jsonArgument(const QString &text, const QString &what);

} // namespace perdura
