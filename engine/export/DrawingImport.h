// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

#include <set>

namespace perdura {

/// A drawing that is to come into a workspace.
struct IncomingDrawing
{
    enum class State {
        New,
        Same,   ///< the workspace has it
        Differs ///< the workspace has another drawing of the name, or another file
    };

    DrawnFile drawing;
    State state = State::New;
    QString there; ///< absolute path of the file of the workspace; empty when it is new
};

/// Drawings that are to come into a workspace, and what stands in their way there.
struct DrawingImport
{
    std::vector<IncomingDrawing> drawings;
    std::set<std::string> names; ///< published ones, of the workspace and of the drawings
    std::set<QString> files;     ///< those of the workspace's own folder, in lower case
};

/// What becomes of a drawing that differs from the workspace's own.
enum class IfDifferent { KeepMine, ImportAsCopy };

/// Compares by file name and by published name. Reads the drawings of the workspace, so not for the GUI
/// thread.
[[nodiscard]] DrawingImport compareWithWorkspace(const std::vector<DrawnFile> &drawings,
                                                 const QString &workspace);

/// What has to be written, for writeDrawings(): new drawings as they are; copies under free names of drawing
/// and file. Any thread.
[[nodiscard]] std::vector<DrawnFile> drawingsToWrite(const DrawingImport &found, IfDifferent choice);

} // namespace perdura
