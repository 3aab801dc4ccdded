// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

#include <QStringList>

namespace perdura {

/// The drawings of an export, and what they name but the workspace does not have.
struct ExportContent
{
    std::vector<DrawnFile> drawings; ///< the one that was asked for comes first
    QStringList missing;             ///< names of workflows and entities
};

/// What an export does with files of an earlier one that a person has changed.
enum class HandChanges { Ask, Keep, Replace };

struct ExportOutcome
{
    int files = 0; ///< written; none while there is something to ask
    std::vector<QString> remarks;
    std::vector<QString> toAsk; ///< files that were changed by hand
};

/// What goes with the drawing as it is on screen; `path` is empty when it was never saved. Reads files, so
/// not for the GUI thread.
[[nodiscard]] ExportContent exportContent(const WorkflowDefinition &definition, const QString &path,
                                          const QString &workspace);

/// Writes the project. Errors: those of exportJavaScript() and writeProject(), InvalidArgument (the folder is
/// inside the workspace). Not for the GUI thread.
[[nodiscard]] Result<ExportOutcome> writeExport(const std::vector<DrawnFile> &drawings, const QString &folder,
                                                const QString &workspace, HandChanges choice);

/// Where an export of the workspace goes unless something else was chosen: beside it.
[[nodiscard]] QString proposedExportFolder(const QString &workspace);

} // namespace perdura
