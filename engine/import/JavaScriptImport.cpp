// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/JavaScriptImport.h"

#include "engine/import/EntityReader.h"
#include "engine/import/FlowReader.h"
#include "engine/import/FunctionFinder.h"

#include <QRegularExpression>

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qsizetype maxCharacters = 1024 * 1024;

QString tr(const char *text)
{
    return importText(text);
}

/// yield binds more loosely than any operator, which is easily forgotten.
void tellOfRepairs(SourceText &source, const std::vector<SyntaxRepair> &repairs, const QString &original)
{
    for (std::size_t i = 0; i < repairs.size(); ++i) {
        // Each was made in a text that had those before it.
        qsizetype from = repairs[i].from;
        qsizetype to = repairs[i].to;
        for (std::size_t j = i; j-- > 0;) {
            from -= (from > repairs[j].from ? 1 : 0) + (from > repairs[j].to + 1 ? 1 : 0);
            to -= (to > repairs[j].from ? 1 : 0) + (to > repairs[j].to + 1 ? 1 : 0);
        }
        source.addInOriginal(CodeProblem::Severity::Error, from,
                             tr("A yield that is compared or computed with needs parentheses around it."),
                             CodeFix{tr("Put parentheses around the yield"), from, to,
                                     u'(' % original.mid(from, to - from) % u')'});
    }
}

WorkflowDefinition readOrchestrator(const FoundFunction &found, SourceText &source, const CodeNames &names,
                                    const CodeModules &modules)
{
    CodeReader code(source, names, modules, *found.function);
    const Ast &parameters = (*found.function)["params"];
    if (!parameters.empty() && isType(parameters[0], "Identifier"))
        code.setValue(names.bindingOf(parameters[0]), {.kind = CodeValue::Kind::Context});
    else
        source.error(*found.function,
                     tr("The orchestrator has no parameter of one name for the context; write "
                        "function* (context)."));
    FlowDraft draft(DefinitionKind::Workflow, found.name);
    draft.addFirst(NodeKind::Start, "Start");
    FlowReader(code, draft).readBody(*found.function);
    return draft.take();
}

void tellOfSyntax(SourceText &source, const SyntaxError &error, const QString &fileName)
{
    static const QRegularExpression awaited(u"\\bawait\\s+$"_s);
    const auto wait = error.at > 0 ? awaited.match(source.text().left(error.at)) : QRegularExpressionMatch();
    if (wait.hasMatch()) {
        return source.add(
            CodeProblem::Severity::Error, wait.capturedStart(),
            tr("An orchestrator must not use await; wait with yield for something of context.df."));
    }
    const bool isTypeScript = fileName.endsWith(u".ts"_s, Qt::CaseInsensitive);
    source.add(CodeProblem::Severity::Error, std::max<qsizetype>(error.at, 0),
               isTypeScript
                   ? tr("This is TypeScript, which the import does not read; import the JavaScript that its "
                        "compiler makes of it.")
                   : tr("This is no JavaScript that can be read: %1. Correct it and import again.")
                         .arg(error.message));
}

} // namespace

ImportedCode readJavaScript(const QString &text, const QString &fileName)
{
    ImportedCode imported;
    if (text.size() > maxCharacters) {
        imported.problems.push_back(
            {CodeProblem::Severity::Error, 1, 1,
             tr("The file is too long: the import reads up to %1 characters. Import a part of it.")
                 .arg(maxCharacters),
             std::nullopt});
        return imported;
    }
    const auto parsed = parseJavaScript(text);
    if (const auto *error = std::get_if<SyntaxError>(&parsed)) {
        SourceText source(text, text, error->repairs);
        tellOfRepairs(source, error->repairs, text);
        tellOfSyntax(source, *error, fileName);
        imported.problems = source.takeProblems();
        return imported;
    }
    const auto &tree = std::get<SyntaxTree>(parsed);
    SourceText source(text, tree.text, tree.repairs);
    tellOfRepairs(source, tree.repairs, text);
    const CodeNames names(tree.program);
    const CodeModules modules = modulesOf(tree.program, names);
    for (const FoundFunction &found : findFunctions(tree.program, fileName, source, names, modules)) {
        if (found.kind == DefinitionKind::Workflow)
            imported.definitions.push_back(readOrchestrator(found, source, names, modules));
        else if (auto entity = readEntity(*found.function, found.name, source, names, modules))
            imported.definitions.push_back(*std::move(entity));
    }
    imported.problems = source.takeProblems();
    return imported;
}

QString applyFixes(const QString &text, const std::vector<CodeProblem> &problems)
{
    std::vector<CodeFix> fixes;
    for (const CodeProblem &problem : problems) {
        if (problem.fix)
            fixes.push_back(*problem.fix);
    }
    std::ranges::stable_sort(fixes, {}, &CodeFix::from);
    QString fixed;
    qsizetype at = 0;
    for (const CodeFix &fix : fixes) {
        if (fix.from < at || fix.to < fix.from || fix.to > text.size())
            continue;
        fixed += text.mid(at, fix.from - at) + fix.text;
        at = fix.to;
    }
    return fixed + text.mid(at);
}

} // namespace perdura
