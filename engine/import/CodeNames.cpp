// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeNames.h"

#include <algorithm>
#include <array>

namespace perdura {

namespace {

bool isScope(const Ast &node)
{
    return isFunction(node) || isType(node, "BlockStatement") || isType(node, "Program") ||
           isType(node, "ForStatement") || isType(node, "ForOfStatement") || isType(node, "ForInStatement") ||
           isType(node, "CatchClause") || isType(node, "SwitchStatement");
}

/// The names that a pattern gives: x, [a, b], {c, d: e = 1, ...rest}.
void collectNames(const Ast &pattern, std::vector<const Ast *> &names)
{
    if (isType(pattern, "Identifier"))
        names.push_back(&pattern);
    else if (isType(pattern, "Property"))
        collectNames(pattern["value"], names);
    else if (isType(pattern, "AssignmentPattern"))
        collectNames(pattern["left"], names);
    else if (isType(pattern, "ArrayPattern") || isType(pattern, "ObjectPattern") ||
             isType(pattern, "RestElement")) {
        for (const Ast *part : children(pattern))
            collectNames(*part, names);
    }
}

} // namespace

const Ast *rootOf(const Ast &expression)
{
    if (isType(expression, "MemberExpression"))
        return rootOf(expression["object"]);
    if (isType(expression, "ChainExpression"))
        return rootOf(expression["expression"]);
    return isType(expression, "Identifier") ? &expression : nullptr;
}

bool isChangingMethod(const std::string &name)
{
    static constexpr std::array names{"push", "pop",        "shift", "unshift", "splice", "sort", "reverse",
                                      "fill", "copyWithin", "set",   "add",     "delete", "clear"};
    return std::ranges::find(names, name) != names.end();
}

CodeNames::CodeNames(const Ast &program)
{
    noteParents(program);
    declareAll(program);
    resolveAll(program);
    noteChanges(program);
}

void CodeNames::noteParents(const Ast &node)
{
    for (const Ast *below : children(node)) {
        m_parents.emplace(below, &node);
        noteParents(*below);
    }
}

const Ast *CodeNames::parentOf(const Ast &node) const
{
    const auto found = m_parents.find(&node);
    return found == m_parents.end() ? nullptr : found->second;
}

bool CodeNames::isInside(const Ast &node, const Ast &around) const
{
    for (const Ast *at = &node; at; at = parentOf(*at)) {
        if (at == &around)
            return true;
    }
    return false;
}

const Ast *CodeNames::functionAround(const Ast &node) const
{
    for (const Ast *at = parentOf(node); at; at = parentOf(*at)) {
        if (isFunction(*at))
            return at;
    }
    return nullptr;
}

const Ast &CodeNames::scopeAround(const Ast &node, bool isFunctionScope) const
{
    const Ast *scope = &node;
    for (const Ast *at = parentOf(node); at; at = parentOf(*at)) {
        scope = at;
        if (isFunctionScope ? isFunction(*at) : isScope(*at))
            break;
    }
    return *scope;
}

void CodeNames::declarePattern(const Ast &pattern, Binding::Kind kind, const Ast &declaration,
                               const Ast &scope)
{
    std::vector<const Ast *> names;
    collectNames(pattern, names);
    for (const Ast *name : names) {
        m_declared.insert(name);
        const std::string text = textMember(*name, "name");
        Binding *&known = m_scopes[&scope][text];
        if (!known) {
            m_all.push_back({text, kind, &declaration, &scope, false, {}});
            known = &m_all.back();
        } else {
            known->isChanged = true;
        }
        m_bindings[name] = known;
    }
}

void CodeNames::declareAll(const Ast &node)
{
    if (isType(node, "VariableDeclaration")) {
        const Ast &scope = scopeAround(node, textMember(node, "kind") == "var");
        for (const Ast &declarator : node["declarations"])
            declarePattern(declarator["id"], Binding::Kind::Variable, declarator, scope);
    } else if (isType(node, "ImportDeclaration")) {
        for (const Ast &specifier : node["specifiers"])
            declarePattern(specifier["local"], Binding::Kind::Import, node, scopeAround(node, true));
    } else if (isFunction(node)) {
        if (const Ast *id = child(node, "id")) {
            const bool isStatement = isType(node, "FunctionDeclaration");
            declarePattern(*id, Binding::Kind::Function, node, isStatement ? scopeAround(node, false) : node);
        }
        for (const Ast &parameter : node["params"])
            declarePattern(parameter, Binding::Kind::Parameter, parameter, node);
    } else if (isType(node, "CatchClause") && child(node, "param")) {
        declarePattern(node["param"], Binding::Kind::Parameter, node, node);
    }
    for (const Ast *below : children(node))
        declareAll(*below);
}

Binding *CodeNames::lookUp(const std::string &name, const Ast &from) const
{
    for (const Ast *at = &from; at; at = parentOf(*at)) {
        const auto scope = m_scopes.find(at);
        if (scope == m_scopes.end())
            continue;
        if (const auto found = scope->second.find(name); found != scope->second.end())
            return found->second;
    }
    return nullptr;
}

bool CodeNames::isUse(const Ast &identifier) const
{
    const Ast *parent = parentOf(identifier);
    if (!parent || m_declared.contains(&identifier))
        return false;
    if (isType(*parent, "MemberExpression") && &(*parent)["property"] == &identifier)
        return flagMember(*parent, "computed");
    if (isType(*parent, "Property") && &(*parent)["key"] == &identifier)
        return flagMember(*parent, "computed");
    return !isType(*parent, "LabeledStatement") && !isType(*parent, "BreakStatement") &&
           !isType(*parent, "ContinueStatement") && !isType(*parent, "MethodDefinition") &&
           !isType(*parent, "ImportSpecifier") && !isType(*parent, "ExportSpecifier");
}

void CodeNames::resolveAll(const Ast &node)
{
    if (isType(node, "Identifier") && isUse(node)) {
        if (Binding *binding = lookUp(textMember(node, "name"), node)) {
            m_bindings[&node] = binding;
            binding->uses.push_back(&node);
        }
    }
    for (const Ast *below : children(node))
        resolveAll(*below);
}

void CodeNames::noteChange(const Ast &target)
{
    std::vector<const Ast *> names;
    collectNames(target, names);
    if (const Ast *root = rootOf(target))
        names.push_back(root);
    for (const Ast *name : names) {
        if (const auto found = m_bindings.find(name); found != m_bindings.end())
            found->second->isChanged = true;
    }
}

void CodeNames::noteChanges(const Ast &node)
{
    if (isType(node, "AssignmentExpression"))
        noteChange(node["left"]);
    else if (isType(node, "UpdateExpression") ||
             (isType(node, "UnaryExpression") && textMember(node, "operator") == "delete"))
        noteChange(node["argument"]);
    else if ((isType(node, "ForOfStatement") || isType(node, "ForInStatement")) &&
             !isType(node["left"], "VariableDeclaration"))
        noteChange(node["left"]);
    else if (isType(node, "CallExpression") && isType(node["callee"], "MemberExpression") &&
             isChangingMethod(textMember(node["callee"]["property"], "name")))
        noteChange(node["callee"]["object"]);
    for (const Ast *below : children(node))
        noteChanges(*below);
}

const Binding *CodeNames::bindingOf(const Ast &identifier) const
{
    const auto found = m_bindings.find(&identifier);
    return found == m_bindings.end() ? nullptr : found->second;
}

std::vector<const Binding *> CodeNames::visibleAt(const Ast &node) const
{
    std::vector<const Binding *> visible;
    for (const Ast *at = &node; at; at = parentOf(*at)) {
        const auto scope = m_scopes.find(at);
        if (scope == m_scopes.end())
            continue;
        for (const auto &[name, binding] : scope->second)
            visible.push_back(binding);
    }
    std::ranges::sort(visible, {}, &Binding::name);
    return visible;
}

} // namespace perdura
