// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WorkflowStarter.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/JsonSchema.h"
#include "engine/definition/Validation.h"
#include "engine/script/JsExpressionEvaluator.h"

#include <QDirIterator>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

Result<WorkspaceWorkflow> findWorkflow(const QString &workspace, const std::string &name,
                                       const std::shared_ptr<const ActivityRegistry> &activities)
{
    for (QDirIterator it(workspace, {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString file = it.next();
        auto definition = loadDefinition(file);
        if (!definition || definition->kind != DefinitionKind::Workflow || definition->name != name)
            continue;
        const auto problems =
            validate(*definition, activityCatalog(activities), makeExpressionEvaluator().get());
        for (const Problem &problem : problems) {
            if (problem.severity == Problem::Severity::Error)
                return fail(ErrorCode::InvalidDefinition,
                            WorkflowStarter::tr("%1 cannot run: %2")
                                .arg(QFileInfo(file).fileName(), problem.message));
        }
        auto texts = withReferences(*definition, workspace);
        return WorkspaceWorkflow{std::make_shared<const WorkflowDefinition>(*std::move(definition)),
                                 std::move(texts)};
    }
    return fail(ErrorCode::NotFound,
                WorkflowStarter::tr("There is no workflow “%1” in the workspace; check the name.")
                    .arg(QString::fromStdString(name)));
}

WorkflowStarter::WorkflowStarter(HubClient &hub, QString workspace,
                                 std::shared_ptr<const ActivityRegistry> activities, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_workspace(std::move(workspace))
    , m_activities(std::move(activities))
{}

void WorkflowStarter::start(NamedStart request, Done done)
{
    auto work = inBackground([workspace = m_workspace, name = request.workflow, activities = m_activities] {
        return findWorkflow(workspace, name, activities);
    });
    whenFinished(std::move(work), this,
                 [this, request = std::move(request),
                  done = std::move(done)](const Result<WorkspaceWorkflow> &found) mutable {
                     if (!found)
                         done(fail(found.error()));
                     else
                         publish(*found, std::move(request), std::move(done));
                 });
}

void WorkflowStarter::publish(const WorkspaceWorkflow &workflow, NamedStart request, Done done)
{
    const Json &schema = workflow.definition->inputSchema;
    request.input = applyDefaults(std::move(request.input), schema);
    const auto violations = schemaViolations(request.input, schema, {.nameFields = true});
    if (!violations.empty()) {
        done(fail(ErrorCode::InvalidArgument,
                  tr("The input does not fit: %1").arg(violations.front().message)));
        return;
    }
    if (request.version) {
        const VersionId version = *request.version;
        startVersion(version, std::move(request), std::move(done));
        return;
    }
    whenFinished(publishAll(m_hub, workflow.texts), this,
                 [this, request = std::move(request),
                  done = std::move(done)](const Result<VersionId> &version) mutable {
                     if (!version)
                         done(fail(version.error()));
                     else
                         startVersion(*version, std::move(request), std::move(done));
                 });
}

void WorkflowStarter::startVersion(const VersionId &version, NamedStart request, Done done)
{
    StartRequest start;
    start.version = version;
    start.input = std::move(request.input);
    start.id = std::move(request.id);
    start.tags = std::move(request.tags);
    start.replaceable = std::move(request.replaceable);
    whenFinished(m_hub.start(std::move(start)), this, std::move(done));
}

} // namespace perdura
