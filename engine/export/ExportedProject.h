// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace perdura {

/// A drawing and the file that it is in.
struct DrawnFile
{
    QString fileName; ///< without folder: "orders.workflow.json"
    QByteArray text;  ///< as the file has it
    WorkflowDefinition definition;
};

struct ExportedFile
{
    QString path; ///< relative to the project, with '/'
    QByteArray content;
};

/// What drawings look like as a project for another engine.
struct ExportedProject
{
    std::vector<ExportedFile> files; ///< sorted by path
    std::vector<QString> remarks;    ///< what has no counterpart there, or has to be written; whole sentences

    void add(const QString &path, const QByteArray &content);
};

/// Writes the project into a folder, which is made. Files of an earlier export are replaced. Errors:
/// AlreadyExists (the folder has other things in it), AccessDenied, NoSpace, Io. Not for the GUI thread.
[[nodiscard]] Result<void> writeProject(const ExportedProject &project, const QString &folder);

} // namespace perdura
