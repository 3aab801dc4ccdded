// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/import/CodeModules.h"
#include "engine/import/SourceText.h"

namespace perdura {

/// Draws an entity function: one flow for each operation that it tells apart by context.df.operationName.
[[nodiscard]] std::optional<WorkflowDefinition> readEntity(const Ast &function, const std::string &name,
                                                           SourceText &source, const CodeNames &names,
                                                           const CodeModules &modules);

} // namespace perdura
