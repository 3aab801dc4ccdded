// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Validation.h"

namespace perdura {

/// Whether the problem prevents an export. An activity that Perdura does not have prevents a run only here:
/// the exported project gets a place where to write it.
[[nodiscard]] bool preventsExport(const Problem &problem);

} // namespace perdura
