// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

namespace perdura {

/// The files of the project that are in the folder already, written or changed by a person since an earlier
/// export: what writeProject() would lose. Paths relative to the folder, sorted. The drawings, the README and
/// what src/perdura holds are made anew by each export and do not count. Not for the GUI thread.
[[nodiscard]] std::vector<QString> changedByHand(const ExportedProject &project, const QString &folder);

} // namespace perdura
