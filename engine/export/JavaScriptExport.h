// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/ExportedProject.h"

namespace perdura {

/// The drawings as a project for Azure Functions with Durable Functions in JavaScript (programming model v4,
/// package durable-functions 3): a function for each workflow, entity and activity, and what is needed to run
/// them. The same drawings give the same bytes. Errors: InvalidArgument (no drawing; two whose functions
/// would have the same name), InvalidDefinition (a workflow without a Start). Any thread.
[[nodiscard]] Result<ExportedProject> exportJavaScript(const std::vector<DrawnFile> &drawings,
                                                       const QString &projectName);

/// The code of the function that a drawing becomes, without the mark.
[[nodiscard]] Result<QByteArray> javaScriptFunction(const WorkflowDefinition &definition);

} // namespace perdura
