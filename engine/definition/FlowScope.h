// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/definition/LaneStop.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace perdura {

class UndoList;

/// What one flow of one execution knows: its variables, the outputs of its nodes, the item that it works on.
/// The flow of an iteration sees the outputs of the flows around it, and starts with a copy of their
/// variables.
class FlowScope final : public ExpressionScope
{
public:
    using Value = std::shared_ptr<const Json>;

    /// The outermost flow.
    FlowScope(Json input, Json instance);
    /// A flow inside a container that has no items: a lane, say.
    explicit FlowScope(std::shared_ptr<const FlowScope> outer);
    /// One iteration of a container.
    FlowScope(std::shared_ptr<const FlowScope> outer, Json item, std::size_t index);

    [[nodiscard]] Value value(const std::string &name) const override;
    [[nodiscard]] Value nodeOutput(const std::string &node) const override;
    [[nodiscard]] std::vector<std::string> nodeNames() const override;

    /// "" outermost, "3" or "3/0" in iterations.
    [[nodiscard]] const std::string &iteration() const { return m_iteration; }
    void setNow(const std::string &time);
    void setOutput(const std::string &node, const Json &output);
    void setVariable(const std::string &name, Json value);
    void setError(Json error);
    /// Of an entity: its id's parts, and what it keeps.
    void setEntity(Json entity, Json state);
    void setState(Json state);
    /// Takes the variables over from a flow inside that has ended.
    void adoptVariables(const FlowScope &inner) { m_variables = inner.m_variables; }

    /// What stops the lane that this flow belongs to; null outside of lanes.
    [[nodiscard]] const std::shared_ptr<LaneStop> &laneStop() const { return m_laneStop; }
    void setLaneStop(std::shared_ptr<LaneStop> stop) { m_laneStop = std::move(stop); }
    /// Whether the lane has lost and takes no further step.
    [[nodiscard]] bool isStopped() const { return m_laneStop && m_laneStop->isStopped(); }
    /// Where nodes that can be undone are noted; null outside of scopes.
    [[nodiscard]] const std::shared_ptr<UndoList> &undoList() const { return m_undoList; }
    void setUndoList(std::shared_ptr<UndoList> list) { m_undoList = std::move(list); }

    [[nodiscard]] bool isOutermost() const { return !m_outer; }
    /// The variables, outputs and error of an outermost flow, for the next execution.
    [[nodiscard]] Json carriedOver() const;
    void restore(const Json &carriedOver);

private:
    std::shared_ptr<const FlowScope> m_outer;
    std::string m_iteration;
    Value m_input;
    Value m_instance;
    Value m_variables;
    Value m_item;
    Value m_index;
    Value m_error;
    Value m_now;
    Value m_entity;
    Value m_state;
    std::shared_ptr<LaneStop> m_laneStop;
    std::shared_ptr<UndoList> m_undoList;
    std::unordered_map<std::string, Value> m_outputs;
};

} // namespace perdura
