// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

namespace perdura {

/// Drawings that code was read into.
struct ReadCode
{
    std::vector<DrawnFile> drawings;
    std::vector<QString> remarks;  ///< what the drawings do not have, or have in another way; whole sentences
    std::vector<QString> problems; ///< what no drawing can say; whole sentences
};

/// Reads the folder of an exported project. Errors: those of readProject(), Unsupported (something else than
/// a folder). Not for the GUI thread.
[[nodiscard]] Result<ReadCode> readCode(const QString &path);

} // namespace perdura
