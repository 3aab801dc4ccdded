// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/ExpressionCaret.h"
#include "engine/definition/NodeSurroundings.h"

namespace perdura {

/// What is known about the values that an expression of one node can name. All must outlive the object.
class KnownValues
{
public:
    KnownValues(const WorkflowDefinition &definition, const ActivityCatalog &activities, const Node &node);

    [[nodiscard]] const NodeSurroundings &surroundings() const { return m_surroundings; }
    /// The container whose item the node works on; null: none.
    [[nodiscard]] const Node *forEach() const;
    /// JSON Schema subset of the value; null when nothing is known.
    [[nodiscard]] Json schemaOf(const ValuePath &path) const;

private:
    [[nodiscard]] Json rootSchema(const std::string &name) const;
    [[nodiscard]] Json itemSchema() const;

    const WorkflowDefinition &m_definition;
    const ActivityCatalog &m_activities;
    NodeSurroundings m_surroundings;
};

} // namespace perdura
