// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"

namespace perdura {

/// Activities for tests and pictures of the designer, described only; nothing here runs.
[[nodiscard]] ActivityCatalog sampleCatalog();

} // namespace perdura
