// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/import/ReadCode.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/export/ProjectFolder.h"
#include "engine/import/JavaScriptImport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>

#include <algorithm>

namespace perdura {

namespace {

// A fix may bring to light what it hid, but not for ever.
constexpr int maxMendings = 20;
constexpr qint64 maxBytes = 4 * 1024 * 1024; // of characters there may be fewer than of bytes

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ReadCode", text);
}

QString atPlace(const CodeProblem &problem, const QString &message)
{
    return tr("Line %1, column %2: %3").arg(problem.line).arg(problem.column).arg(message);
}

bool hasFix(const CodeProblem &problem)
{
    return problem.fix.has_value();
}

/// "order-steps.workflow.json" for “Order steps”.
QString fileNameOf(const WorkflowDefinition &definition)
{
    QString name;
    for (const QChar c : QString::fromStdString(definition.name).toLower())
        name += c.isLetterOrNumber() ? c : u'-';
    name = name.split(u'-', Qt::SkipEmptyParts).join(u'-');
    return (name.isEmpty() ? QStringLiteral("imported") : name) + QStringLiteral(".workflow.json");
}

ReadCode resultOf(const ImportedCode &code)
{
    ReadCode read;
    for (const WorkflowDefinition &definition : code.definitions)
        read.drawings.push_back({fileNameOf(definition), definitionText(definition), definition});
    for (const CodeProblem &problem : code.problems) {
        auto &list = problem.severity == CodeProblem::Severity::Error ? read.problems : read.remarks;
        list.push_back(atPlace(problem, problem.message));
    }
    read.fixes = int(std::ranges::count_if(code.problems, hasFix));
    return read;
}

ReadCode readText(QString text, const QString &fileName, Mending mending)
{
    std::vector<QString> mended;
    ImportedCode code = readJavaScript(text, fileName);
    for (int i = 0; mending == Mending::Yes && i < maxMendings; ++i) {
        if (std::ranges::none_of(code.problems, hasFix))
            break;
        for (const CodeProblem &problem : code.problems) {
            if (problem.fix)
                mended.push_back(atPlace(problem, tr("mended: %1.").arg(problem.fix->title)));
        }
        text = applyFixes(text, code.problems);
        code = readJavaScript(text, fileName);
    }
    ReadCode read = resultOf(code);
    read.remarks.insert(read.remarks.begin(), mended.begin(), mended.end());
    return read;
}

Result<ReadCode> readFile(const QString &path, Mending mending)
{
    const QString shown = QDir::toNativeSeparators(path);
    if (!path.endsWith(QStringLiteral(".js"), Qt::CaseInsensitive))
        return fail(ErrorCode::Unsupported,
                    tr("%1 is neither a JavaScript file (.js) nor the folder of an exported "
                       "project; choose one of these.")
                        .arg(shown));
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::AccessDenied, tr("%1 cannot be read: %2.").arg(shown, file.errorString()));
    if (file.size() > maxBytes)
        return fail(ErrorCode::Unsupported, tr("%1 is too large to be read as code.").arg(shown));
    return readText(QString::fromUtf8(file.readAll()), path, mending);
}

} // namespace

Result<ReadCode> readCode(const QString &path, Mending mending)
{
    const QFileInfo info(path);
    if (!info.exists())
        return fail(
            ErrorCode::NotFound,
            tr("There is no file or folder %1; choose another one.").arg(QDir::toNativeSeparators(path)));
    if (!info.isDir())
        return readFile(path, mending);
    auto project = readProject(path);
    if (!project)
        return fail(project.error());
    return ReadCode{std::move(project->drawings), std::move(project->remarks), {}, 0};
}

} // namespace perdura
