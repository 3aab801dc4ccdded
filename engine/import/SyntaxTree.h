// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace perdura {

/// One node of a syntax tree as ESTree describes it: "type", "start" and "end" (characters of the text), and
/// what the type has. Refers to its tree.
using Ast = Json;

/// A pair of parentheses that had to be put in for the text to be readable.
struct SyntaxRepair
{
    qsizetype from = 0; ///< the opening one's place in the repaired text
    qsizetype to = 0;   ///< the closing one's
};

struct SyntaxTree
{
    Ast program;
    QString text;                      ///< what the tree's places refer to
    std::vector<SyntaxRepair> repairs; ///< in the order in which they were made, each in the text as of then
};

struct SyntaxError
{
    QString message;   ///< the parser's words
    qsizetype at = -1; ///< in the repaired text; -1: unknown
    std::vector<SyntaxRepair> repairs = {};
};

/// Takes bounded time. Any thread.
[[nodiscard]] std::variant<SyntaxTree, SyntaxError> parseJavaScript(const QString &text);

// How to walk a tree.

/// Null where the node has no such member.
[[nodiscard]] const Ast *child(const Ast &node, const char *name);
[[nodiscard]] bool isType(const Ast &node, std::string_view type);
[[nodiscard]] std::string textMember(const Ast &node, const char *name);
[[nodiscard]] bool flagMember(const Ast &node, const char *name);
[[nodiscard]] qsizetype startOf(const Ast &node);
[[nodiscard]] qsizetype endOf(const Ast &node);
[[nodiscard]] bool isFunction(const Ast &node);
/// The nodes directly below, in the order of the text.
[[nodiscard]] std::vector<const Ast *> children(const Ast &node);

/// Visits the node and all below it for which `enters` (called with each) gives true.
template <typename Enters>
void walkTree(const Ast &node, const Enters &enters)
{
    if (!enters(node))
        return;
    for (const Ast *below : children(node))
        walkTree(*below, enters);
}

} // namespace perdura
