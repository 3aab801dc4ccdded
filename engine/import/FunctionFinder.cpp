// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/FunctionFinder.h"

#include "engine/import/CodeBuiltins.h"
#include "engine/import/CodeReader.h"

#include <QDir>
#include <QFileInfo>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr auto durableFunctions = "durable-functions";

QString tr(const char *text)
{
    return importText(text);
}

/// Of a file, or of its folder, which is what Functions goes by.
std::string nameFrom(const QString &fileName)
{
    const QFileInfo info(fileName);
    const QString name = info.completeBaseName();
    const QString folder = info.dir().dirName();
    const bool isIndex = name == "index"_L1 && !folder.isEmpty() && folder != "."_L1;
    const QString found = isIndex ? folder : name;
    return found.isEmpty() ? "workflow" : found.toStdString();
}

class FunctionFinder
{
public:
    FunctionFinder(const QString &fileName, SourceText &source, const CodeNames &names,
                   const CodeModules &modules)
        : m_fileName(nameFrom(fileName))
        , m_source(source)
        , m_names(names)
        , m_modules(modules)
    {}

    std::vector<FoundFunction> find(const Ast &program)
    {
        walkTree(program, [this](const Ast &node) {
            if (isType(node, "CallExpression"))
                look(node);
            return true;
        });
        walkTree(program, [this](const Ast &node) {
            if (isFunction(node) && isClient(node))
                return tellOfClient(node);
            return true;
        });
        if (m_found.empty() && !m_source.hasErrors())
            m_source.error(program,
                           tr("There is no orchestrator and no entity in this file; the import looks for "
                              "df.orchestrator, df.entity, df.app.orchestration and df.app.entity."));
        return std::move(m_found);
    }

private:
    [[nodiscard]] std::string calledOf(const Ast &call) const
    {
        return memberOfModule(call["callee"], durableFunctions, m_names, m_modules);
    }

    void look(const Ast &call)
    {
        const std::string called = calledOf(call);
        const Ast *first = argument(call, 0);
        const Ast *second = argument(call, 1);
        if ((called == "orchestrator" || called == "entity") && first)
            return add(m_fileName, called == "entity", *first);
        const auto name = first ? CodeReader::literalText(*first) : std::nullopt;
        if ((called == "app.orchestration" || called == "app.entity") && name && second)
            return add(*name, called == "app.entity", *second);
        if (called == "app.orchestration" || called == "app.entity")
            m_source.error(call, tr("This has no name that can be told; write it as a text."));
        if (called == "app.activity")
            m_source.hint(
                call, tr("An activity is code and not drawn; bring it along as a function, or choose another "
                         "activity in its place."));
    }

    void add(const std::string &name, bool isEntity, const Ast &given)
    {
        const Ast *function = functionOf(given);
        if (!function) {
            m_source.error(
                given, tr("The function that is meant is not in this file; import the file that has it."));
            return;
        }
        if (!isEntity && !flagMember(*function, "generator")) {
            m_source.error(
                *function,
                tr("An orchestrator must be a generator, function*, that waits with yield; an async "
                   "function cannot be replayed."));
            return;
        }
        m_found.push_back({name, isEntity ? DefinitionKind::Entity : DefinitionKind::Workflow, function});
    }

    [[nodiscard]] const Ast *functionOf(const Ast &given) const
    {
        if (isFunction(given))
            return &given;
        if (isType(given, "ObjectExpression")) {
            for (const Ast &property : given["properties"]) {
                if (isType(property, "Property") && textMember(property["key"], "name") == "handler")
                    return functionOf(property["value"]);
            }
        }
        const Binding *binding = isType(given, "Identifier") ? m_names.bindingOf(given) : nullptr;
        if (!binding)
            return nullptr;
        if (isFunction(*binding->declaration))
            return binding->declaration;
        const Ast *init = child(*binding->declaration, "init");
        return init && isFunction(*init) ? init : nullptr;
    }

    /// A function that asks for the client.
    [[nodiscard]] bool isClient(const Ast &function) const
    {
        bool asks = false;
        walkTree(function["body"], [this, &asks](const Ast &node) {
            asks = asks || (isType(node, "CallExpression") && calledOf(node) == "getClient");
            return !asks;
        });
        return asks;
    }

    /// Gives false, for what is inside belongs to it.
    bool tellOfClient(const Ast &function)
    {
        const QString message =
            tr("This is a client function: it starts workflows or sends them messages, and is no "
               "orchestrator, so there is nothing to draw. Start workflows from the window, the command "
               "line, a trigger or over HTTP instead.");
        if (m_found.empty())
            m_source.error(function, message);
        else
            m_source.hint(function, message);
        QString client;
        walkTree(function["body"], [this, &client](const Ast &node) {
            const Ast *init = isType(node, "VariableDeclarator") ? child(node, "init") : nullptr;
            if (init && isType(*init, "CallExpression") && calledOf(*init) == "getClient" &&
                isType(node["id"], "Identifier"))
                client = QString::fromStdString(textMember(node["id"], "name"));
            return true;
        });
        walkTree(function["body"], [this, &client, &function](const Ast &node) {
            checkInClient(node, client, function);
            return true;
        });
        return false;
    }

    void checkInClient(const Ast &node, const QString &client, const Ast &function)
    {
        const Binding *binding = isType(node, "MemberExpression") && isType(node["object"], "Identifier")
                                     ? m_names.bindingOf(node["object"])
                                     : nullptr;
        if (binding && binding->kind == Binding::Kind::Parameter && binding->scope == &function &&
            textMember(node["property"], "name") == "df") {
            const QString instead = client.isEmpty() ? u"client"_s : client;
            m_source.error(
                node,
                tr("A client function has no context.df; use its client, as in %1.signalEntity(…).")
                    .arg(instead),
                client.isEmpty()
                    ? std::nullopt
                    : std::optional(CodeFix{tr("Use “%1”").arg(client), startOf(node), endOf(node), client}));
        }
        const std::string name = isType(node, "Identifier") ? textMember(node, "name") : std::string();
        if (name.empty() || m_names.bindingOf(node) || !m_names.isUse(node) || isLanguageName(name) ||
            isOutsideName(name) || name == "console" || name == "df")
            return;
        std::optional<CodeFix> fix;
        if (name == "instanceId") {
            const Ast &parameters = function["params"];
            const QString meant = (parameters.empty() ? u"context"_s : m_source.slice(parameters[0])) +
                                  u".bindingData.instanceId"_s;
            fix = CodeFix{tr("Use “%1”").arg(meant), startOf(node), endOf(node), meant};
        }
        m_source.error(node,
                       tr("“%1” is not defined in this file; take it from what triggers the function.")
                           .arg(QString::fromStdString(name)),
                       std::move(fix));
    }

    std::string m_fileName;
    SourceText &m_source;
    const CodeNames &m_names;
    const CodeModules &m_modules;
    std::vector<FoundFunction> m_found;
};

} // namespace

std::vector<FoundFunction> findFunctions(const Ast &program, const QString &fileName, SourceText &source,
                                         const CodeNames &names, const CodeModules &modules)
{
    return FunctionFinder(fileName, source, names, modules).find(program);
}

} // namespace perdura
