// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>

namespace perdura {

/// The name of the person at this machine, as the system knows it: the full name where there is one.
[[nodiscard]] QString personsName();

} // namespace perdura
