// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/WorkflowDefinition.h"

#include <string_view>

namespace perdura {

/// Something that could be written next in an expression.
struct ExpressionCompletion
{
    enum class Kind { Variable, Node, Member, Function, Keyword };
    Kind kind = Kind::Variable;
    std::string label; ///< what it is called
    std::string text;  ///< what takes the place of the replaced bytes: ".output", "[\"Ask again\"].output"
    QString detail;    ///< a few words: a type, a signature, the kind of a node
    QString documentation; ///< one sentence; empty where there is nothing to say
    bool operator==(const ExpressionCompletion &) const = default;
};

struct ExpressionCompletions
{
    std::size_t start = 0; ///< the bytes of the expression that a choice replaces
    std::size_t length = 0;
    std::vector<ExpressionCompletion> items; ///< the likely ones first; empty: there is nothing to offer
};

/// Where something is being written.
struct CompletionRequest
{
    const WorkflowDefinition &definition;
    const ActivityCatalog &activities;
    NodeId node;
    std::string field;           ///< JSON pointer into the node's fields
    std::string_view expression; ///< without its '='
    std::size_t caret = 0;       ///< byte in the expression
};

/// What the drawing knows to be there at that node: names and members that begin with what is written before
/// the caret. Silent where nothing is known. Takes time proportional to the drawing. Pure; any thread.
[[nodiscard]] ExpressionCompletions completionsFor(const CompletionRequest &request);

} // namespace perdura
