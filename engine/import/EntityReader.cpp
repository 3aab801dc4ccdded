// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/EntityReader.h"

#include "engine/import/FlowReader.h"

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return importText(text);
}

struct Operation
{
    std::string name;
    std::vector<const Ast *> bodies; ///< statements or lists of them
};

class EntityReader
{
public:
    EntityReader(const Ast &function, SourceText &source, const CodeNames &names, const CodeModules &modules)
        : m_function(function)
        , m_source(source)
        , m_names(names)
        , m_modules(modules)
    {}

    std::optional<WorkflowDefinition> read(const std::string &name)
    {
        if (!isType(m_function["body"], "BlockStatement"))
            return refuse();
        for (const Ast &statement : m_function["body"]["body"])
            sort(statement);
        if (m_operations.empty())
            return refuse();
        FlowDraft draft(DefinitionKind::Entity, name);
        for (const Operation &operation : m_operations)
            draw(operation, draft);
        return draft.take();
    }

private:
    std::optional<WorkflowDefinition> refuse()
    {
        m_source.error(m_function,
                       tr("This entity does not tell its operations apart by a switch over "
                          "context.df.operationName, but a drawing has one flow for each operation; write "
                          "it with such a switch."));
        return std::nullopt;
    }

    [[nodiscard]] bool isOperationName(const Ast &expression) const
    {
        const Ast *asked = &expression;
        if (isType(*asked, "Identifier")) {
            const Binding *binding = m_names.bindingOf(*asked);
            asked = binding && binding->kind == Binding::Kind::Variable ? child(*binding->declaration, "init")
                                                                        : nullptr;
        }
        return asked && isType(*asked, "MemberExpression") &&
               textMember((*asked)["property"], "name") == "operationName";
    }

    /// The name that a test compares with; nothing: it tests something else.
    [[nodiscard]] std::optional<std::string> testedName(const Ast &test) const
    {
        if (!isType(test, "BinaryExpression") || !textMember(test, "operator").starts_with("=="))
            return std::nullopt;
        if (isOperationName(test["left"]))
            return CodeReader::literalText(test["right"]);
        return isOperationName(test["right"]) ? CodeReader::literalText(test["left"]) : std::nullopt;
    }

    void sort(const Ast &statement)
    {
        if (isType(statement, "SwitchStatement") && isOperationName(statement["discriminant"]))
            return addCases(statement["cases"]);
        if (isType(statement, "IfStatement") && testedName(statement["test"]))
            return addBranches(statement);
        (m_operations.empty() ? m_before : m_after).push_back(&statement);
    }

    void addCases(const Ast &cases)
    {
        for (std::size_t i = 0; i < cases.size(); ++i) {
            const Ast *test = child(cases[i], "test");
            const auto name = test ? CodeReader::literalText(*test) : std::nullopt;
            if (!name) {
                refuseOthers(cases[i], cases[i]["consequent"]);
                continue;
            }
            Operation operation{*name, {}};
            // Without break the next case goes on with it.
            for (std::size_t j = i; j < cases.size(); ++j) {
                const Ast &body = cases[j]["consequent"];
                operation.bodies.push_back(&body);
                if (!body.empty())
                    break;
            }
            m_operations.push_back(std::move(operation));
        }
    }

    void addBranches(const Ast &statement)
    {
        const Ast *branch = &statement;
        while (branch && isType(*branch, "IfStatement")) {
            const auto name = testedName((*branch)["test"]);
            if (!name)
                break;
            m_operations.push_back({*name, {&(*branch)["consequent"]}});
            branch = child(*branch, "alternate");
        }
        if (branch)
            refuseOthers(*branch, *branch);
    }

    /// An operation that a drawing does not have is refused by itself.
    void refuseOthers(const Ast &at, const Ast &body)
    {
        bool doesMore = false;
        walkTree(at, [&doesMore](const Ast &node) {
            if (isType(node, "ThrowStatement"))
                return false;
            doesMore = doesMore || isType(node, "CallExpression") || isType(node, "AssignmentExpression");
            return true;
        });
        if (doesMore && !body.empty())
            m_source.warning(
                at, tr("What is done for operations of any other name is left out; a drawing refuses "
                       "operations that it does not have."));
    }

    /// Whether the name can be what its value was computed from: nothing changes that before it is used.
    [[nodiscard]] bool canStandFor(const Binding &binding, const Operation &operation) const
    {
        qsizetype changed = -1;
        const auto look = [this, &changed](const Ast &node) {
            const bool changes = isType(node, "CallExpression") &&
                                 isType(node["callee"], "MemberExpression") &&
                                 textMember(node["callee"]["property"], "name") == "setState";
            if (changes && (changed < 0 || endOf(node) < changed))
                changed = endOf(node);
            return true;
        };
        for (const Ast *part : partsOf(operation))
            walkTree(*part, look);
        return !binding.isChanged && std::ranges::none_of(binding.uses, [&](const Ast *use) {
            return changed >= 0 && startOf(*use) > changed && isUsedIn(*use, operation);
        });
    }

    [[nodiscard]] std::vector<const Ast *> partsOf(const Operation &operation) const
    {
        std::vector<const Ast *> parts = m_after;
        for (const Ast *body : operation.bodies) {
            if (!body->is_array()) {
                parts.push_back(body);
                continue;
            }
            for (const Ast &statement : *body)
                parts.push_back(&statement);
        }
        return parts;
    }

    [[nodiscard]] bool isUsedIn(const Ast &use, const Operation &operation) const
    {
        return std::ranges::any_of(partsOf(operation),
                                   [&](const Ast *part) { return m_names.isInside(use, *part); });
    }

    void draw(const Operation &operation, FlowDraft &draft)
    {
        CodeReader code(m_source, m_names, m_modules, m_function);
        const Ast &parameters = m_function["params"];
        if (!parameters.empty() && isType(parameters[0], "Identifier"))
            code.setValue(m_names.bindingOf(parameters[0]), {.kind = CodeValue::Kind::Context});
        FlowReader flow(code, draft);
        draft.addFirst(NodeKind::Operation, operation.name);
        for (const Ast *statement : m_before)
            drawBefore(*statement, operation, code, flow);
        flow.readOperation(operation.bodies, m_after);
    }

    void drawBefore(const Ast &statement, const Operation &operation, CodeReader &code, FlowReader &flow)
    {
        if (!isType(statement, "VariableDeclaration"))
            return flow.read(statement);
        for (const Ast &declarator : statement["declarations"]) {
            const Ast *init = child(declarator, "init");
            const Binding *binding =
                isType(declarator["id"], "Identifier") ? m_names.bindingOf(declarator["id"]) : nullptr;
            if (!binding || !init) {
                flow.readDeclarator(declarator);
                continue;
            }
            const bool isUsed = std::ranges::any_of(binding->uses, [&](const Ast *use) {
                return isUsedIn(*use, operation) ||
                       std::ranges::any_of(m_before, [use, this](const Ast *before) {
                           return m_names.isInside(*use, *before);
                       });
            });
            const std::string name = code.durableName(*init);
            if (!isUsed || name == "operationName")
                continue;
            if ((name == "getState" || name == "getInput") && canStandFor(*binding, operation))
                code.setText(binding, code.textOf(*init));
            else
                flow.readDeclarator(declarator);
        }
    }

    const Ast &m_function;
    SourceText &m_source;
    const CodeNames &m_names;
    const CodeModules &m_modules;
    std::vector<const Ast *> m_before;
    std::vector<const Ast *> m_after;
    std::vector<Operation> m_operations;
};

} // namespace

std::optional<WorkflowDefinition> readEntity(const Ast &function, const std::string &name, SourceText &source,
                                             const CodeNames &names, const CodeModules &modules)
{
    return EntityReader(function, source, names, modules).read(name);
}

} // namespace perdura
