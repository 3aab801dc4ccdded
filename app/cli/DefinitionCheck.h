// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QStringList>

namespace perdura {

class WorkspaceEvents;

/// A definition as read from a file, and what is wrong with it, one line each ("FILE: node “name”:
/// sentence [code]").
struct CheckedDefinition
{
    std::optional<WorkflowDefinition> definition; ///< absent when there is an error
    QStringList errors;
    QStringList warnings; ///< and hints
};

/// Where a drawing is to run.
enum class RunsIn {
    Perdura,
    ExportedCode ///< may have activities that Perdura does not have
};

/// `others`: the other drawings of the workspace, whose events are compared with this one's; null: they are
/// not.
[[nodiscard]] CheckedDefinition checkDefinition(const QString &file, const WorkspaceEvents *others = nullptr,
                                                RunsIn runsIn = RunsIn::Perdura);

} // namespace perdura
