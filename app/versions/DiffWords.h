// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/DefinitionDiff.h"

#include <QString>

#include <vector>

namespace perdura {

/// One line of a comparison of two drawings.
struct DiffLine
{
    enum class Kind { Added, Removed, Changed, Moved };
    Kind kind = Kind::Changed;
    QString what;    ///< the node, the edge or the part of the workflow
    QString details; ///< which of its fields; empty when there is nothing to add
    bool operator==(const DiffLine &) const = default;
};

[[nodiscard]] QString kindWord(DiffLine::Kind kind);

/// The difference in words: the workflow itself, then nodes, then edges; what only moved comes last.
[[nodiscard]] std::vector<DiffLine> diffLines(const DefinitionDiff &diff, const WorkflowDefinition &before,
                                              const WorkflowDefinition &after);

} // namespace perdura
