// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/ExportWork.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/export/DrawnFiles.h"
#include "engine/export/FunctionName.h"
#include "engine/export/HandChanges.h"
#include "engine/export/JavaScriptExport.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ExportWork", text);
}

/// As the file has it when that says the same, so that it comes back byte for byte.
DrawnFile drawnFile(const WorkflowDefinition &definition, const QString &path)
{
    QByteArray text = definitionText(definition);
    if (path.isEmpty()) {
        const QString name = QString::fromStdString(functionName(definition.name));
        return {name + u".workflow.json"_s, text, definition};
    }
    if (auto onDisk = readDrawnFiles({path}); onDisk && definitionText(onDisk->front().definition) == text)
        text = onDisk->front().text;
    return {QFileInfo(path).fileName(), text, definition};
}

bool isInside(const QString &folder, const QString &workspace)
{
    const QString inner = QDir::cleanPath(folder) + u'/';
    return !workspace.isEmpty() && inner.startsWith(QDir::cleanPath(workspace) + u'/');
}

} // namespace

ExportContent exportContent(const WorkflowDefinition &definition, const QString &path,
                            const QString &workspace)
{
    ExportContent content{withNamedDrawings(drawnFile(definition, path), workspace), {}};
    for (const std::string &name : missingNames(content.drawings)) {
        // Published names of entities have a mark in front.
        const QString text = QString::fromStdString(name);
        content.missing.push_back(text.startsWith(u'@') ? text.mid(1) : text);
    }
    return content;
}

Result<ExportOutcome> writeExport(const std::vector<DrawnFile> &drawings, const QString &folder,
                                  const QString &workspace, HandChanges choice)
{
    if (isInside(folder, workspace))
        return fail(ErrorCode::InvalidArgument,
                    tr("%1 is inside the workspace, which would then have its drawings twice; choose a "
                       "folder outside.")
                        .arg(QDir::toNativeSeparators(folder)));
    auto project = exportJavaScript(drawings, QFileInfo(folder).fileName());
    if (!project)
        return fail(project.error());
    ExportOutcome outcome;
    if (choice != HandChanges::Replace) {
        outcome.toAsk = changedByHand(*project, folder);
        if (choice == HandChanges::Ask && !outcome.toAsk.empty())
            return outcome;
        std::erase_if(project->files, [&outcome](const ExportedFile &file) {
            return std::ranges::find(outcome.toAsk, file.path) != outcome.toAsk.end();
        });
    }
    if (const auto written = writeProject(*project, folder); !written)
        return fail(written.error());
    return ExportOutcome{int(project->files.size()), std::move(project->remarks), {}};
}

QString proposedExportFolder(const QString &workspace)
{
    if (workspace.isEmpty())
        return QDir::homePath() + u'/' + tr("workflow-functions");
    const QFileInfo info(QDir::cleanPath(workspace));
    return tr("%1-functions").arg(info.absoluteFilePath());
}

} // namespace perdura
