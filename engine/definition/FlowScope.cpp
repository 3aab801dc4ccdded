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

FlowScope::FlowScope(std::shared_ptr<const FlowScope> outer)
    : m_outer(std::move(outer))
    , m_iteration(m_outer->m_iteration)
    , m_input(m_outer->m_input)
    , m_instance(m_outer->m_instance)
    , m_variables(m_outer->m_variables)
    , m_item(m_outer->m_item)
    , m_index(m_outer->m_index)
    , m_error(m_outer->m_error)
    , m_now(m_outer->m_now)
    , m_laneStop(m_outer->m_laneStop)
    , m_undoList(m_outer->m_undoList)
{}

FlowScope::FlowScope(std::shared_ptr<const FlowScope> outer, Json item, std::size_t index)
    : FlowScope(std::move(outer))
{
    m_iteration = (m_iteration.empty() ? "" : m_iteration + '/') + std::to_string(index);
    m_item = share(std::move(item));
    m_index = share(index);
}

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
    if (name == "state")
        return m_state;
    if (name == "entity")
        return m_entity;
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

void FlowScope::setEntity(Json entity, Json state)
{
    m_entity = share(std::move(entity));
    setState(std::move(state));
}

void FlowScope::setState(Json state)
{
    m_state = share(std::move(state));
}

Json FlowScope::carriedOver() const
{
    Json carried = Json::object();
    carried["input"] = *m_input;
    carried["variables"] = *m_variables;
    if (m_error)
        carried["error"] = *m_error;
    carried["outputs"] = Json::object();
    for (const std::string &name : nodeNames())
        carried["outputs"][name] = *m_outputs.at(name);
    return carried;
}

void FlowScope::restore(const Json &carriedOver)
{
    const auto member = [&carriedOver](const char *name) {
        const auto found = carriedOver.find(name);
        return found == carriedOver.end() ? Json() : *found;
    };
    m_input = share(member("input"));
    m_variables = share(member("variables"));
    if (carriedOver.contains("error"))
        m_error = share(member("error"));
    const Json outputs = member("outputs");
    for (const auto &[name, output] : outputs.items())
        m_outputs[name] = share(output);
}

} // namespace perdura
