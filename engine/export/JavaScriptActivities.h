// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

#include <set>
#include <string>

namespace perdura {

/// The activities that the drawings call, in Perdura or only in their exported code.
[[nodiscard]] std::set<std::string> activitiesOf(const std::vector<DrawnFile> &drawings);

/// Adds the functions of all activities that the drawings use: those of `folder` (NAME.js), and for others
/// ones that say that they have to be written, with a remark each.
void addActivities(ExportedProject &project, const std::vector<DrawnFile> &drawings, const QString &folder);

} // namespace perdura
