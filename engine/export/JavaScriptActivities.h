// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

namespace perdura {

/// Adds the functions of all activities that the drawings use: those of `folder` (NAME.js), and for others
/// ones that say that they have to be written, with a remark each.
void addActivities(ExportedProject &project, const std::vector<DrawnFile> &drawings, const QString &folder);

} // namespace perdura
