// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

#include <QStringList>

namespace perdura {

/// Reads drawings from files. Errors as loadDefinition(), AccessDenied. Not for the GUI thread.
[[nodiscard]] Result<std::vector<DrawnFile>> readDrawnFiles(const QStringList &paths);

/// Absolute paths; a folder stands for all drawings in it. NotFound: there is none.
[[nodiscard]] Result<QStringList> drawingFiles(const QStringList &paths);

/// Reads the drawings, and the workflows and entities that they name, found among the drawings in their
/// folders, and what those name. A folder stands for all drawings in it. NotFound: there is no drawing in the
/// folder.
[[nodiscard]] Result<std::vector<DrawnFile>> readWithReferences(const QStringList &paths);

/// Puts drawings into a folder, which is made, under their file names. All or none: AlreadyExists when a file
/// of one of the names is there and says something else; AccessDenied, NoSpace, Io. Not for the GUI thread.
[[nodiscard]] Result<void> writeDrawings(const std::vector<DrawnFile> &drawings, const QString &folder);

} // namespace perdura
