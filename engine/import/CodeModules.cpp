// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/CodeModules.h"

namespace perdura {

namespace {

constexpr auto durableFunctions = "durable-functions";

std::string packageName(const Ast &literal)
{
    const std::string name =
        literal["value"].is_string() ? literal["value"].get<std::string>() : std::string();
    return name == "moment-timezone" ? "moment" : name;
}

/// The package that require("…") asks for; empty: it is something else.
std::string requiredBy(const Ast &init)
{
    return isRequire(init) ? packageName(init["arguments"][0]) : std::string();
}

void addDeclarator(const Ast &declarator, const CodeNames &names, CodeModules &modules)
{
    const Ast *init = child(declarator, "init");
    const std::string package = init ? requiredBy(*init) : std::string();
    const Ast &id = declarator["id"];
    if (package.empty())
        return;
    if (isType(id, "Identifier"))
        modules[names.bindingOf(id)] = package;
    if (!isType(id, "ObjectPattern"))
        return;
    for (const Ast &property : id["properties"]) {
        if (isType(property, "Property") && isType(property["value"], "Identifier"))
            modules[names.bindingOf(property["value"])] = package + '.' + textMember(property["key"], "name");
    }
}

void addImport(const Ast &declaration, const CodeNames &names, CodeModules &modules)
{
    const std::string package = packageName(declaration["source"]);
    for (const Ast &specifier : declaration["specifiers"]) {
        const bool isPart = isType(specifier, "ImportSpecifier");
        modules[names.bindingOf(specifier["local"])] =
            isPart ? package + '.' + textMember(specifier["imported"], "name") : package;
    }
}

} // namespace

bool isRequire(const Ast &expression)
{
    return isType(expression, "CallExpression") && isType(expression["callee"], "Identifier") &&
           textMember(expression["callee"], "name") == "require" && expression["arguments"].size() == 1 &&
           isType(expression["arguments"][0], "Literal");
}

CodeModules modulesOf(const Ast &program, const CodeNames &names)
{
    CodeModules modules;
    walkTree(program, [&names, &modules](const Ast &node) {
        if (isType(node, "VariableDeclarator"))
            addDeclarator(node, names, modules);
        if (isType(node, "ImportDeclaration"))
            addImport(node, names, modules);
        return true;
    });
    return modules;
}

std::string memberOfModule(const Ast &expression, const std::string &module, const CodeNames &names,
                           const CodeModules &modules)
{
    if (isType(expression, "Identifier")) {
        const auto found = modules.find(names.bindingOf(expression));
        return found != modules.end() && found->second.starts_with(module + '.')
                   ? found->second.substr(module.size() + 1)
                   : std::string();
    }
    if (!isType(expression, "MemberExpression") || flagMember(expression, "computed"))
        return {};
    const std::string member = textMember(expression["property"], "name");
    const Ast &object = expression["object"];
    if (isType(object, "Identifier")) {
        const Binding *binding = names.bindingOf(object);
        // A part of a file may lack the line that brings the package.
        if (!binding && module == durableFunctions && textMember(object, "name") == "df")
            return member;
        if (const auto found = modules.find(binding); found != modules.end() && found->second == module)
            return member;
    }
    const std::string outer = memberOfModule(object, module, names, modules);
    return outer.empty() ? std::string() : outer + '.' + member;
}

} // namespace perdura
