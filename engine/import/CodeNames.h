// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/import/SyntaxTree.h"

#include <deque>
#include <unordered_map>
#include <unordered_set>

namespace perdura {

/// A name that the code declares, and all that is done with it.
struct Binding
{
    enum class Kind { Variable, Parameter, Function, Import };
    std::string name;
    Kind kind = Kind::Variable;
    const Ast *declaration =
        nullptr;                   ///< VariableDeclarator, function, import specifier, or what has the name
    const Ast *scope = nullptr;    ///< the block or function in which it can be used
    bool isChanged = false;        ///< gets another value after its declaration, or its value is changed
    std::vector<const Ast *> uses; ///< identifiers, without those of declarations
};

/// Who means what: the declaration of every identifier of a program. Refers to the tree, which must stay.
class CodeNames
{
public:
    explicit CodeNames(const Ast &program);
    CodeNames(const CodeNames &) = delete;
    CodeNames &operator=(const CodeNames &) = delete;

    /// Null: not declared in the program.
    [[nodiscard]] const Binding *bindingOf(const Ast &identifier) const;
    /// Null of the program itself.
    [[nodiscard]] const Ast *parentOf(const Ast &node) const;
    [[nodiscard]] bool isInside(const Ast &node, const Ast &around) const;
    /// Whether a variable of the file can be used at that place.
    [[nodiscard]] std::vector<const Binding *> visibleAt(const Ast &node) const;
    /// True for an identifier that stands for a value, and not for a member or a label.
    [[nodiscard]] bool isUse(const Ast &identifier) const;
    /// The nearest function around it; null: none.
    [[nodiscard]] const Ast *functionAround(const Ast &node) const;

private:
    using Names = std::unordered_map<std::string, Binding *>;
    void noteParents(const Ast &node);
    void declareAll(const Ast &node);
    void declarePattern(const Ast &pattern, Binding::Kind kind, const Ast &declaration, const Ast &scope);
    void resolveAll(const Ast &node);
    void noteChanges(const Ast &node);
    void noteChange(const Ast &target);
    [[nodiscard]] Binding *lookUp(const std::string &name, const Ast &from) const;
    [[nodiscard]] const Ast &scopeAround(const Ast &node, bool isFunctionScope) const;

    std::unordered_map<const Ast *, const Ast *> m_parents;
    std::unordered_map<const Ast *, Names> m_scopes;
    std::unordered_map<const Ast *, Binding *> m_bindings;
    std::unordered_set<const Ast *> m_declared;
    std::deque<Binding> m_all;
};

/// The identifier at the root of a.b[c].d; null: something else is.
[[nodiscard]] const Ast *rootOf(const Ast &expression);
/// Whether the member of that name changes the list, map or set that it is called on.
[[nodiscard]] bool isChangingMethod(const std::string &name);

} // namespace perdura
