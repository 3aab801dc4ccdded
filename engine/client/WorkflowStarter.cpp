// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WorkflowStarter.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/definition/JsonSchema.h"
#include "engine/script/JsExpressionEvaluator.h"

namespace perdura {

WorkflowStarter::WorkflowStarter(HubClient &hub, QString workspace,
                                 std::shared_ptr<const ActivityRegistry> activities, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_workspace(std::move(workspace))
    , m_activities(std::move(activities))
    , m_evaluator(makeExpressionEvaluator())
{}

void WorkflowStarter::start(NamedStart request, Done done)
{
    auto work = inBackground([workspace = m_workspace, name = request.workflow, activities = m_activities,
                              evaluator = m_evaluator] {
        return findDrawing(workspace, DefinitionKind::Workflow, name, activities, *evaluator);
    });
    whenFinished(std::move(work), this,
                 [this, request = std::move(request),
                  done = std::move(done)](const Result<WorkspaceDrawing> &found) mutable {
                     if (!found)
                         done(fail(found.error()));
                     else
                         publish(*found, std::move(request), std::move(done));
                 });
}

void WorkflowStarter::publish(const WorkspaceDrawing &workflow, NamedStart request, Done done)
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
