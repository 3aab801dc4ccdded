// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <QString>

#include <optional>
#include <vector>

namespace perdura {

/// A change of the code that mends a problem.
struct CodeFix
{
    QString title;      ///< what it does, as on a button
    qsizetype from = 0; ///< the characters (UTF-16) of the code that it replaces
    qsizetype to = 0;
    QString text; ///< by this
    bool operator==(const CodeFix &) const = default;
};

/// What the import has to say about a place of the code.
struct CodeProblem
{
    enum class Severity {
        Error,   ///< the code is wrong, or the drawing lacks something that the code does
        Warning, ///< look at the drawing: something in it was guessed
        Hint     ///< worth knowing; the drawing does what the code does
    };
    Severity severity = Severity::Error;
    int line = 1;    ///< from 1
    int column = 1;  ///< from 1, in characters
    QString message; ///< one or two sentences: what it is about, and what to do
    std::optional<CodeFix> fix;
    bool operator==(const CodeProblem &) const = default;
};

/// What could be read from a file: drawings without layout, and what there is to say about them.
struct ImportedCode
{
    std::vector<WorkflowDefinition> definitions;
    std::vector<CodeProblem> problems; ///< in the order of the code
};

/// Reads the orchestrators and entities of a JavaScript file for Durable Functions, written for the packages
/// 1.x and 2.x (module.exports = df.orchestrator(…)) or 3.x (df.app.orchestration(…)). The code is looked at,
/// never run. `fileName` names what has no name of its own: the file, or its folder when the file is
/// index.js. Texts of more than 1 MB are refused; takes some seconds at the worst. Any thread.
[[nodiscard]] ImportedCode readJavaScript(const QString &text, const QString &fileName);

/// The code with all fixes in it; of those that overlap only the first. Read it again to see what is left.
[[nodiscard]] QString applyFixes(const QString &text, const std::vector<CodeProblem> &problems);

} // namespace perdura
