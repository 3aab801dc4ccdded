// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

namespace perdura {

/// Drawings that code was read into.
struct ReadCode
{
    std::vector<DrawnFile> drawings;
    std::vector<QString>
        remarks; ///< what the drawings have in another way, or what was mended; whole sentences
    std::vector<QString>
        problems;  ///< what is wrong with the code, or what no drawing can say; whole sentences
    int fixes = 0; ///< how many of them could be mended
};

/// Whether mistakes of the code are mended, as far as that is known, while it is read. The file stays as it
/// is.
enum class Mending { No, Yes };

/// Reads the folder of an exported project, or a JavaScript file with orchestrators and entities. Errors:
/// those of readProject(), NotFound, AccessDenied, Unsupported (a file of another kind). Takes some seconds
/// at the worst, so not for the GUI thread.
[[nodiscard]] Result<ReadCode> readCode(const QString &path, Mending mending = Mending::No);

} // namespace perdura
