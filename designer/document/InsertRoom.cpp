// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/InsertRoom.h"

#include "designer/canvas/AutoLayout.h"
#include "designer/canvas/CanvasGeometry.h"
#include "designer/document/DefinitionEdits.h"

#include <algorithm>
#include <cmath>

namespace perdura::edits {

namespace {

/// Between a node and the next one, as in an automatic layout.
constexpr double gap = 80;

} // namespace

WorkflowDefinition withRoomFor(const WorkflowDefinition &definition, const NodeId &from, const NodeId &node)
{
    const Node *inserted = definition.find(node);
    const auto port = inserted ? mainPort(*inserted) : std::nullopt;
    const Node *target = port ? definition.target(node, *port) : nullptr;
    if (!target || !definition.find(from))
        return definition;
    const geometry::Placement placed = geometry::place(definition, {});
    const QRectF before = placed.at(from).rect;
    const QRectF self = placed.at(node).rect;
    const QRectF after = placed.at(target->id).rect;
    if (after.left() <= before.left())
        return definition;

    WorkflowDefinition result = definition;
    result.layout = completeLayout(definition);
    const double left = std::max(self.left(), before.right() + gap);
    result.layout[node].x += left - self.left();
    if (before.top() == after.top())
        result.layout[node].y += before.top() - self.top();
    const double missing = left + self.width() + gap - after.left();
    if (missing <= 0)
        return result;
    const double shift = std::ceil(missing / geometry::gridStep) * geometry::gridStep;
    for (const Node &other : definition.nodes) {
        const bool isBeyond = placed.at(other.id).rect.left() >= after.left();
        if (other.parent == inserted->parent && other.id != node && other.id != from && isBeyond)
            result.layout[other.id].x += shift;
    }
    return result;
}

} // namespace perdura::edits
