// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

namespace perdura::test {

// What the tests of drawings/approval-by-event share.

/// The story of one that waits for the event and its time limit.
inline const QString waiting = QStringLiteral("TC(→0) TmC(1)");

[[nodiscard]] inline Json limitOf(const char *limit)
{
    Json input = Json::object();
    input["limit"] = limit;
    return input;
}

} // namespace perdura::test
