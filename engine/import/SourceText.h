// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/import/JavaScriptImport.h"
#include "engine/import/SyntaxTree.h"

namespace perdura {

/// The code that is being imported, with what has been found to say about it. Places are those of the text
/// that was read, which may have more parentheses than the original; problems are told about the original.
class SourceText
{
public:
    SourceText(QString original, QString repaired, std::vector<SyntaxRepair> repairs);

    [[nodiscard]] const QString &text() const { return m_text; }
    [[nodiscard]] QString slice(const Ast &node) const;

    void error(const Ast &at, const QString &message, std::optional<CodeFix> fix = std::nullopt);
    void warning(const Ast &at, const QString &message, std::optional<CodeFix> fix = std::nullopt);
    void hint(const Ast &at, const QString &message);
    void add(CodeProblem::Severity severity, qsizetype at, const QString &message,
             std::optional<CodeFix> fix = std::nullopt);
    /// With places of the original text.
    void addInOriginal(CodeProblem::Severity severity, qsizetype at, const QString &message,
                       std::optional<CodeFix> fix);

    [[nodiscard]] bool hasErrors() const;
    /// Each once, in the order of the code.
    [[nodiscard]] std::vector<CodeProblem> takeProblems();

private:
    [[nodiscard]] qsizetype originalPlace(qsizetype at) const;

    struct Found
    {
        qsizetype at;
        CodeProblem problem;
    };
    QString m_original;
    QString m_text;
    std::vector<SyntaxRepair> m_repairs;
    std::vector<Found> m_found;
};

/// A text of the import in the language of the window.
[[nodiscard]] QString importText(const char *text);

} // namespace perdura
