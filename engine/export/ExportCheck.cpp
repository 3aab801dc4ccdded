// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/ExportCheck.h"

namespace perdura {

bool preventsExport(const Problem &problem)
{
    return problem.severity == Problem::Severity::Error && problem.code != "activity.unknown";
}

} // namespace perdura
