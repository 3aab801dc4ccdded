// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
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
    QString details; ///< its fields, "Duration: 1 s → 2 s", long values shortened; empty: nothing to add
    QString whole;   ///< the same with a line for each field and the values as they are
    bool operator==(const DiffLine &) const = default;
};

[[nodiscard]] QString kindWord(DiffLine::Kind kind);

/// The difference in words: the workflow itself, then nodes, then edges; what only moved comes last. Fields
/// are called as in the inspector; those of an activity's input as `activities` knows them.
[[nodiscard]] std::vector<DiffLine> diffLines(const DefinitionDiff &diff, const WorkflowDefinition &before,
                                              const WorkflowDefinition &after,
                                              const ActivityCatalog &activities);

} // namespace perdura
