// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QByteArray>
#include <QString>

#include <memory>
#include <vector>

namespace perdura {

/// A drawing of a workspace and the texts to publish before it can run; its own last.
struct WorkspaceDrawing
{
    std::shared_ptr<const WorkflowDefinition> definition;
    std::vector<QByteArray> texts;
};

/// Finds the workflow, or the entity, of that name among the files of a workspace; names of entities mean the
/// same in any case. Errors: NotFound, InvalidDefinition (it has problems that prevent a run; the first one
/// is told). Reads files, so not for the GUI thread.
[[nodiscard]] Result<WorkspaceDrawing> findDrawing(const QString &workspace, DefinitionKind kind,
                                                   const std::string &name,
                                                   const std::shared_ptr<const ActivityRegistry> &activities,
                                                   ExpressionEvaluator &evaluator);

} // namespace perdura
