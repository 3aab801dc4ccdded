// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/FlowScope.h"

#include <algorithm>

namespace perdura {

namespace {

FlowScope::Value share(Json value)
{
    return std::make_shared<const Json>(std::move(value));
}

} // namespace

FlowScope::FlowScope(Json input, Json instance)
    : m_input(share(std::move(input)))
    , m_instance(share(std::move(instance)))
    , m_variables(share(Json::object()))
{}

FlowScope::FlowScope(std::shared_ptr<const FlowScope> outer, Json item, std::size_t index)
    : m_outer(std::move(outer))
    , m_iteration((m_outer->m_iteration.empty() ? "" : m_outer->m_iteration + '/') + std::to_string(index))
    , m_input(m_outer->m_input)
    , m_instance(m_outer->m_instance)
    , m_variables(m_outer->m_variables)
    , m_item(share(std::move(item)))
    , m_index(share(index))
    , m_error(m_outer->m_error)
    , m_now(m_outer->m_now)
{}

FlowScope::Value FlowScope::value(const std::string &name) const
{
    if (name == "input")
        return m_input;
    if (name == "vars")
        return m_variables;
    if (name == "item")
        return m_item;
    if (name == "index")
        return m_index;
    if (name == "error")
        return m_error;
    if (name == "instance")
        return m_instance;
    return name == "now" ? m_now : nullptr;
}

FlowScope::Value FlowScope::nodeOutput(const std::string &node) const
{
    for (const FlowScope *scope = this; scope; scope = scope->m_outer.get()) {
        if (const auto found = scope->m_outputs.find(node); found != scope->m_outputs.end())
            return found->second;
    }
    return nullptr;
}

std::vector<std::string> FlowScope::nodeNames() const
{
    std::vector<std::string> names;
    for (const FlowScope *scope = this; scope; scope = scope->m_outer.get()) {
        for (const auto &[name, output] : scope->m_outputs)
            names.push_back(name);
    }
    // The hash map's order is an accident; expressions must not be able to depend on it.
    std::sort(names.begin(), names.end());
    names.erase(std::unique(names.begin(), names.end()), names.end());
    return names;
}

void FlowScope::setNow(const std::string &time)
{
    m_now = share(time);
}

void FlowScope::setOutput(const std::string &node, const Json &output)
{
    m_outputs[node] = share(output);
}

void FlowScope::setVariable(const std::string &name, Json value)
{
    // A new object each time: iterations that started before hold on to the old one.
    Json variables = *m_variables;
    variables[name] = std::move(value);
    m_variables = share(std::move(variables));
}

void FlowScope::setError(Json error)
{
    m_error = share(std::move(error));
}

} // namespace perdura
