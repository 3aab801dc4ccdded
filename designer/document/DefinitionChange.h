// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/document/DefinitionPatch.h"

#include <set>

namespace perdura {

/// What has changed in a document; the one thing that views listen to.
struct DefinitionChange
{
    enum class Kind {
        Replaced, ///< another definition: loaded or newly made
        Edited    ///< by a command, its undo or its redo
    };
    Kind kind = Kind::Edited;
    std::set<NodeId> added;
    std::set<NodeId> removed;
    std::set<NodeId> changed; ///< name, fields or container
    std::set<NodeId> moved;
    bool edges = false;
    bool properties = false;
};

/// The change that a patch makes.
[[nodiscard]] DefinitionChange changeOf(const DefinitionPatch &patch, bool forwards);

} // namespace perdura
