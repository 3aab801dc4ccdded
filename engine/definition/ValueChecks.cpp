// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ValueChecks.h"

#include "engine/definition/TextDistance.h"

#include <QCoreApplication>

namespace perdura {

namespace {

// Ids that contain each other in a broken file must not keep us here.
constexpr int deepest = 256;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

} // namespace

ValueChecks::ValueChecks(const WorkflowDefinition &definition, const FlowIndex &index, ProblemList &problems)
    : m_definition(definition)
    , m_index(index)
    , m_problems(problems)
{}

void ValueChecks::check(const Node &node, const std::vector<FieldValue> &values)
{
    for (const FieldValue &value : values) {
        if (value.value.root == "vars")
            checkVariable(node, value);
        else if (value.value.root == "input")
            checkInput(node, value);
        else if (value.value.root == "error")
            checkError(node, value);
        else
            checkItem(node, value);
    }
}

void ValueChecks::addWarning(const char *code, const Node &node, const FieldValue &value, QString message,
                             std::string proposal)
{
    m_problems.add(
        {Problem::Severity::Warning, code, std::move(message), node.id, value.path, {}, std::move(proposal)});
}

void ValueChecks::findVariables()
{
    m_variables.emplace();
    for (const Node &node : m_definition.nodes) {
        if (node.kind != NodeKind::SetVariables)
            continue;
        const auto variables = node.fields.find("variables");
        if (variables == node.fields.end() || !variables->is_object()) {
            m_setsUnknown = true;
            continue;
        }
        for (const auto &[name, given] : variables->items())
            m_variables->insert(name);
    }
}

void ValueChecks::checkVariable(const Node &node, const FieldValue &value)
{
    if (!m_variables)
        findVariables();
    const std::string &name = value.value.name;
    if (m_setsUnknown || m_variables->contains(name))
        return;
    std::string meant;
    for (const std::string &known : *m_variables) {
        if (meant.empty() && isSlipOf(known, name))
            meant = known;
    }
    addWarning("reference.variable", node, value,
               tr("No node sets the variable “%1”; set it in a node of the kind Set variables, or correct "
                  "the name.")
                   .arg(qs(name)),
               std::move(meant));
}

void ValueChecks::checkInput(const Node &node, const FieldValue &value)
{
    const Json &schema = m_definition.inputSchema;
    // Of an entity each operation has an input of its own.
    if (m_definition.kind != DefinitionKind::Workflow || !schema.is_object())
        return;
    const auto properties = schema.find("properties");
    const auto others = schema.find("additionalProperties");
    const bool isClosed = others != schema.end() && *others == false;
    if (properties == schema.end() || !properties->is_object() || properties->contains(value.value.name) ||
        (others != schema.end() && !isClosed))
        return;
    std::string meant;
    for (const auto &[known, property] : properties->items()) {
        if (meant.empty() && isSlipOf(known, value.value.name))
            meant = known;
    }
    if (isClosed || !meant.empty())
        addWarning("reference.input", node, value,
                   tr("The schema of the input has no “%1”; add it there, or correct the name.")
                       .arg(qs(value.value.name)),
                   std::move(meant));
}

void ValueChecks::checkItem(const Node &node, const FieldValue &value)
{
    const Node *around = &node;
    for (int depth = 0; around && around->parent && depth < deepest; ++depth) {
        around = m_index.find(*around->parent);
        if (around && around->kind == NodeKind::ForEach)
            return;
    }
    addWarning("reference.item", node, value,
               tr("“%1” is there only inside of For each; move the node into one, or use another value.")
                   .arg(qs(value.value.root)));
}

void ValueChecks::checkError(const Node &node, const FieldValue &value)
{
    if (m_hasError.empty())
        findErrors();
    if (!m_hasError[std::size_t(&node - m_definition.nodes.data())])
        addWarning("reference.error", node, value,
                   tr("“error” is there only behind an error port, and none leads here; connect one, or use "
                      "another value."));
}

void ValueChecks::findErrors()
{
    m_hasError.assign(m_definition.nodes.size(), false);
    std::vector<const Node *> open;
    for (const Edge &edge : m_definition.edges) {
        if (edge.port != "error" && edge.port != "undo")
            continue;
        if (const Node *to = m_index.find(edge.to))
            open.push_back(to);
    }
    follow(std::move(open));
}

void ValueChecks::follow(std::vector<const Node *> open)
{
    while (!open.empty()) {
        const Node *node = open.back();
        open.pop_back();
        std::vector<bool>::reference mark = m_hasError[std::size_t(node - m_definition.nodes.data())];
        if (mark)
            continue;
        mark = true;
        for (const Edge *edge : m_index.edgesFrom(node->id)) {
            if (const Node *to = m_index.find(edge->to))
                open.push_back(to);
        }
        for (const Node *inner : m_index.flow(node))
            open.push_back(inner);
    }
}

} // namespace perdura
