// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

#include <QStringList>

#include <set>

namespace perdura {

/// Reads drawings from files. Errors as loadDefinition(), AccessDenied. Not for the GUI thread.
[[nodiscard]] Result<std::vector<DrawnFile>> readDrawnFiles(const QStringList &paths);

/// Absolute paths; a folder stands for all drawings in it. NotFound: there is none.
[[nodiscard]] Result<QStringList> drawingFiles(const QStringList &paths);

/// Reads the drawings, and the workflows and entities that they name, found among the drawings in their
/// folders, and what those name. A folder stands for all drawings in it. NotFound: there is no drawing in the
/// folder.
[[nodiscard]] Result<std::vector<DrawnFile>> readWithReferences(const QStringList &paths);

/// The drawing, which need not be on disk as it is, and the workflows and entities that it names, found among
/// the drawings of the workspace, and what those name. An empty workspace has none. Not for the GUI thread.
[[nodiscard]] std::vector<DrawnFile> withNamedDrawings(DrawnFile drawing, const QString &workspace);

/// What the drawings name and none of them is; sorted. Any thread.
[[nodiscard]] std::vector<std::string> missingNames(const std::vector<DrawnFile> &drawings);

/// The file name itself, or with the first free number behind its stem: "orders-2.workflow.json". `taken` has
/// names in lower case. Any thread.
[[nodiscard]] QString freeFileName(const QString &fileName, const std::set<QString> &taken);

/// Puts drawings into a folder, which is made, under their file names. All or none: AlreadyExists when a file
/// of one of the names is there and says something else; AccessDenied, NoSpace, Io. Not for the GUI thread.
[[nodiscard]] Result<void> writeDrawings(const std::vector<DrawnFile> &drawings, const QString &folder);

} // namespace perdura
