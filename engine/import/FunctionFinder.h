// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/import/CodeModules.h"
#include "engine/import/SourceText.h"

namespace perdura {

/// A function of a file that can be drawn.
struct FoundFunction
{
    std::string name;
    DefinitionKind kind = DefinitionKind::Workflow;
    const Ast *function = nullptr;
};

/// The orchestrators and entities of a program, in the order of the code. Tells of its other functions
/// (clients, activities) why they cannot be drawn. `fileName` names those that the code does not name.
[[nodiscard]] std::vector<FoundFunction> findFunctions(const Ast &program, const QString &fileName,
                                                       SourceText &source, const CodeNames &names,
                                                       const CodeModules &modules);

} // namespace perdura
