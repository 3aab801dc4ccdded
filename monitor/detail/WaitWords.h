// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"

#include <QString>

#include <string>

namespace perdura {

/// What a visit waits for, to go on after "Waits": "until 22:18:33 for retry 2 of 3 of “Book”", "5 s more for
/// retry 2 of 3", "for event Paid (“Payment”)". `waitingFor` as NodeVisit tells it; without a name of the
/// node that is left out. Local time; `now` tells what is near.
[[nodiscard]] QString waitWords(const std::string &waitingFor, const QString &node, Instant now);

} // namespace perdura
