// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"
#include "engine/import/CodeNames.h"

#include <QString>

#include <memory>

namespace perdura {

// What names of the code stand for while it is read.

/// Something that was asked for and may be waited for: a node that is not drawn yet, or is.
struct CodeTask
{
    NodeKind kind = NodeKind::Activity;
    std::string title; ///< for the node, where the code has no name for the result
    Json fields = Json::object();
    const Ast *call = nullptr;
    QString result;   ///< the expression of what it gave; empty: not waited for yet
    std::string word; ///< what the winner of a race is called when it is this one
};
using CodeTaskPtr = std::shared_ptr<CodeTask>;

/// One task for each item of a list.
struct FanOut
{
    const Ast *around = nullptr; ///< the loop or the call of map
    QString items;               ///< the expression of the list
    const Ast *list = nullptr;   ///< the code of the list; list[index] is the item. Null: numbers
    const Ast *itemPattern = nullptr;
    const Binding *index = nullptr;
    QString indexText;         ///< what the index is inside: "index", "(index + 1)"
    const Ast *body = nullptr; ///< a statement, or the expression that is the task
};

/// A list of tasks that Task.all waits for.
struct CodeTasks
{
    std::vector<CodeTaskPtr> single;
    std::optional<FanOut> fanOut;
    QString results;            ///< the expression of the list of results; empty: not waited for yet
    const Ast *wait = nullptr;  ///< the statement that waits
    bool hasResultName = false; ///< the code has a name for the results
};

/// What Task.any gave.
struct CodeWinner
{
    std::vector<CodeTaskPtr> tasks;
    QString word; ///< the expression of the winner's word; empty: the ports of the node tell
    std::vector<std::vector<std::string>> ports; ///< of each task
    NodeId node;
    QString result; ///< the expression of what the winner gave
};

/// What one name stands for.
struct CodeValue
{
    enum class Kind {
        Text,    ///< an expression
        Context, ///< the parameter of the function
        Durable, ///< context.df
        Task,
        Tasks,
        Winner,
        Retry,    ///< new df.RetryOptions(…)
        Entity,   ///< new df.EntityId(…)
        Operation ///< context.df.operationName
    };
    Kind kind = Kind::Text;
    QString text = {};
    bool isDate = false;
    bool isHttp = false;   ///< the answer of callHttp, whose members have other names in a drawing
    Json fields = nullptr; ///< of Retry: those of the node; of Entity: entity and key
    CodeTaskPtr task = nullptr;
    std::shared_ptr<CodeTasks> tasks = nullptr;
    std::shared_ptr<CodeWinner> winner = nullptr;
};

} // namespace perdura
