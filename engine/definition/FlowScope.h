// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"

#include <memory>
#include <string>
#include <unordered_map>

namespace perdura {

/// What one flow of one execution knows: its variables, the outputs of its nodes, the item that it works on.
/// The flow of an iteration sees the outputs of the flows around it, and starts with a copy of their
/// variables.
class FlowScope final : public ExpressionScope
{
public:
    using Value = std::shared_ptr<const Json>;

    /// The outermost flow.
    FlowScope(Json input, Json instance);
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
    std::unordered_map<std::string, Value> m_outputs;
};

} // namespace perdura
