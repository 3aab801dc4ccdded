// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/DefinitionChange.h"

namespace perdura {

DefinitionChange changeOf(const DefinitionPatch &patch, bool forwards)
{
    DefinitionChange change;
    for (const auto &[id, node] : patch.nodes) {
        if (node.before && node.after)
            change.changed.insert(id);
        else if (node.after.has_value() == forwards)
            change.added.insert(id);
        else
            change.removed.insert(id);
    }
    for (const auto &[id, position] : patch.layout)
        change.moved.insert(id);
    change.edges = !patch.edges.empty();
    change.properties = patch.properties.after.has_value();
    return change;
}

} // namespace perdura
