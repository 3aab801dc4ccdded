// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

namespace perdura {

/// Where an exported project keeps the drawings that it was made from.
[[nodiscard]] QString exportedDrawingsFolder();

/// Drawings that came back from an exported project.
struct ReadProject
{
    std::vector<DrawnFile> drawings; ///< as they were exported, byte for byte
    std::vector<QString> remarks;    ///< code that was changed by hand, which the drawings do not have
};

/// Reads the drawings of a project that writeProject() has written. Errors: NotFound (the folder has none),
/// InvalidDefinition and the like of a drawing, Damaged (the code was made from another drawing than the one
/// that is there). Not for the GUI thread.
[[nodiscard]] Result<ReadProject> readProject(const QString &folder);

/// Whether the folder looks like an exported project.
[[nodiscard]] bool isExportedProject(const QString &folder);

} // namespace perdura
