// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/FindDrawing.h"

#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Validation.h"

#include <QCoreApplication>
#include <QDirIterator>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("FindDrawing", text);
}

QString notFound(DefinitionKind kind)
{
    return kind == DefinitionKind::Workflow
               ? tr("There is no workflow “%1” in the workspace; check the name.")
               : tr("There is no entity “%1” in the workspace; check the name.");
}

} // namespace

Result<WorkspaceDrawing> findDrawing(const QString &workspace, DefinitionKind kind, const std::string &name,
                                     const std::shared_ptr<const ActivityRegistry> &activities,
                                     ExpressionEvaluator &evaluator)
{
    const std::string wanted = publishedName(kind, name);
    for (QDirIterator it(workspace, {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString file = it.next();
        auto definition = loadDefinition(file);
        if (!definition || definition->kind != kind || publishedName(kind, definition->name) != wanted)
            continue;
        const auto problems = validate(*definition, activityCatalog(activities), &evaluator);
        for (const Problem &problem : problems) {
            if (problem.severity == Problem::Severity::Error)
                return fail(ErrorCode::InvalidDefinition,
                            tr("%1 cannot run: %2").arg(QFileInfo(file).fileName(), problem.message));
        }
        auto texts = withReferences(*definition, workspace);
        return WorkspaceDrawing{std::make_shared<const WorkflowDefinition>(*std::move(definition)),
                                std::move(texts)};
    }
    return fail(ErrorCode::NotFound, notFound(kind).arg(QString::fromStdString(name)));
}

} // namespace perdura
