// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/SourceText.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

SourceText::SourceText(QString original, QString repaired, std::vector<SyntaxRepair> repairs)
    : m_original(std::move(original))
    , m_text(std::move(repaired))
    , m_repairs(std::move(repairs))
{}

QString SourceText::slice(const Ast &node) const
{
    return m_text.mid(startOf(node), endOf(node) - startOf(node));
}

void SourceText::error(const Ast &at, const QString &message, std::optional<CodeFix> fix)
{
    add(CodeProblem::Severity::Error, startOf(at), message, std::move(fix));
}

void SourceText::warning(const Ast &at, const QString &message, std::optional<CodeFix> fix)
{
    add(CodeProblem::Severity::Warning, startOf(at), message, std::move(fix));
}

void SourceText::hint(const Ast &at, const QString &message)
{
    add(CodeProblem::Severity::Hint, startOf(at), message);
}

void SourceText::add(CodeProblem::Severity severity, qsizetype at, const QString &message,
                     std::optional<CodeFix> fix)
{
    if (fix) {
        fix->from = originalPlace(fix->from);
        fix->to = originalPlace(fix->to);
    }
    addInOriginal(severity, originalPlace(at), message, std::move(fix));
}

void SourceText::addInOriginal(CodeProblem::Severity severity, qsizetype at, const QString &message,
                               std::optional<CodeFix> fix)
{
    const qsizetype place = std::clamp<qsizetype>(at, 0, m_original.size());
    const QStringView before = QStringView(m_original).left(place);
    m_found.push_back({place,
                       {severity, int(before.count(u'\n')) + 1,
                        int(place - (before.lastIndexOf(u'\n') + 1)) + 1, message, std::move(fix)}});
}

/// Takes the parentheses out again, the last ones first.
qsizetype SourceText::originalPlace(qsizetype at) const
{
    for (auto repair = m_repairs.rbegin(); repair != m_repairs.rend(); ++repair)
        at -= (at > repair->from ? 1 : 0) + (at > repair->to + 1 ? 1 : 0);
    return at;
}

bool SourceText::hasErrors() const
{
    return std::ranges::any_of(
        m_found, [](const Found &found) { return found.problem.severity == CodeProblem::Severity::Error; });
}

std::vector<CodeProblem> SourceText::takeProblems()
{
    std::ranges::stable_sort(m_found, {}, &Found::at);
    std::vector<CodeProblem> problems;
    for (Found &found : m_found) {
        if (std::ranges::find(problems, found.problem) == problems.end())
            problems.push_back(std::move(found.problem));
    }
    m_found.clear();
    return problems;
}

QString importText(const char *text)
{
    return QCoreApplication::translate("perdura::JavaScriptImport", text);
}

} // namespace perdura
