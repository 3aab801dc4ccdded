// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <string>

namespace perdura {

/// Writes a definition so that small changes of a drawing are small changes of its text: fixed order of
/// members, nodes and edges sorted, one line for each edge and each position. The definition must outlive the
/// writer.
class DefinitionWriter
{
public:
    explicit DefinitionWriter(const WorkflowDefinition &definition);
    [[nodiscard]] std::string text() const;
    /// What the content address is made of.
    [[nodiscard]] std::string textWithoutLayout() const;

private:
    [[nodiscard]] std::string write(bool withLayout) const;
    void writeNodes(std::string &out) const;
    void writeEdges(std::string &out) const;
    void writeLayout(std::string &out) const;

    const WorkflowDefinition &m_definition;
};

} // namespace perdura
