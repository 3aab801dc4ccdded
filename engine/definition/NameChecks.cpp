// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NameChecks.h"

#include "engine/core/EntityId.h"
#include "engine/core/Text.h"
#include "engine/definition/Expression.h"
#include "engine/definition/TextDistance.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Validation", text);
}

QString qs(const std::string &text)
{
    return QString::fromStdString(text);
}

/// A name that the drawing itself says; empty when it is missing, or the run tells it.
std::string literalIn(const Json &fields, const char *field)
{
    const auto value = fields.find(field);
    if (value == fields.end() || !value->is_string() || isExpression(*value))
        return {};
    return value->get<std::string>();
}

std::string meantBy(const std::string &wrong, const std::set<std::string> &names)
{
    const auto found =
        std::ranges::find_if(names, [&wrong](const std::string &name) { return isSlipOf(name, wrong); });
    return found == names.end() ? std::string() : *found;
}

std::set<std::string> namesOf(const std::map<std::string, std::set<std::string>> &entities)
{
    std::set<std::string> names;
    for (const auto &[name, operations] : entities)
        names.insert(name);
    return names;
}

} // namespace

NameChecks::NameChecks(const WorkflowDefinition &definition, const WorkspaceEvents &others,
                       ProblemList &problems)
    : m_definition(definition)
    , m_others(others)
    , m_problems(problems)
{}

void NameChecks::run()
{
    for (const Node &node : m_definition.nodes)
        check(node);
}

// A drawing may name itself.
bool NameChecks::isWorkflow(const std::string &name) const
{
    return m_others.knows(name) ||
           (m_definition.kind == DefinitionKind::Workflow && m_definition.name == name);
}

std::optional<std::set<std::string>> NameChecks::operationsOf(const std::string &entity) const
{
    if (m_definition.kind == DefinitionKind::Entity && lowerCase(m_definition.name) == entity)
        return eventUsesOf(m_definition).operations;
    const auto found = m_others.entities().find(entity);
    return found == m_others.entities().end() ? std::nullopt : std::optional(found->second);
}

void NameChecks::check(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Start:
        return checkTriggers(node);
    case NodeKind::SubWorkflow:
    case NodeKind::StartInstance:
        return checkWorkflow(node, literalIn(node.fields, "workflow"), "/workflow");
    case NodeKind::EntityCall:
    case NodeKind::EntitySignal:
        return checkEntity(node);
    case NodeKind::CriticalSection:
        return checkLocked(node);
    default:
        return;
    }
}

void NameChecks::checkWorkflow(const Node &node, const std::string &name, std::string field)
{
    if (name.empty() || isWorkflow(name))
        return;
    m_problems.add(
        {Problem::Severity::Warning,
         "reference.workflow",
         tr("There is no workflow “%1” in this workspace; draw it, or correct the name.").arg(qs(name)),
         node.id,
         std::move(field),
         {},
         meantBy(name, m_others.workflows())});
}

void NameChecks::addUnknownEntity(const Node &node, const std::string &name, std::string field,
                                  std::string proposal)
{
    m_problems.add(
        {Problem::Severity::Warning,
         "reference.entity",
         tr("There is no entity “%1” in this workspace; draw it, or correct the name.").arg(qs(name)),
         node.id,
         std::move(field),
         {},
         std::move(proposal)});
}

void NameChecks::checkEntity(const Node &node)
{
    const std::string name = literalIn(node.fields, "entity");
    if (name.empty())
        return;
    const auto operations = operationsOf(lowerCase(name));
    if (!operations) {
        addUnknownEntity(node, name, "/entity", meantBy(lowerCase(name), namesOf(m_others.entities())));
        return;
    }
    const std::string operation = literalIn(node.fields, "operation");
    // Every entity can be deleted.
    if (operation.empty() || operations->contains(lowerCase(operation)) || lowerCase(operation) == "delete")
        return;
    m_problems.add({Problem::Severity::Warning,
                    "reference.operation",
                    tr("The entity “%1” has no operation “%2”; draw it there, or correct the name.")
                        .arg(qs(name), qs(operation)),
                    node.id,
                    "/operation",
                    {},
                    meantBy(lowerCase(operation), *operations)});
}

void NameChecks::checkLocked(const Node &node)
{
    const auto entities = node.fields.find("entities");
    if (entities == node.fields.end() || !entities->is_array())
        return;
    for (std::size_t i = 0; i < entities->size(); ++i) {
        const Json &entity = (*entities)[i];
        if (!entity.is_string() || isExpression(entity))
            continue;
        const auto id = entityIdFromText(entity.get<std::string>());
        if (id && !operationsOf(id->name))
            addUnknownEntity(node, id->name, "/entities/" + std::to_string(i), {});
    }
}

void NameChecks::checkTriggers(const Node &node)
{
    const auto completions = node.fields.find("completions");
    if (completions == node.fields.end() || !completions->is_array())
        return;
    for (std::size_t i = 0; i < completions->size(); ++i) {
        if ((*completions)[i].is_object())
            checkWorkflow(node, literalIn((*completions)[i], "workflow"),
                          "/completions/" + std::to_string(i) + "/workflow");
    }
}

} // namespace perdura
