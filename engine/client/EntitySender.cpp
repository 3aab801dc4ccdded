// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/EntitySender.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"
#include "engine/client/WorkspaceDefinitions.h"
#include "engine/script/JsExpressionEvaluator.h"

namespace perdura {

EntitySender::EntitySender(HubClient &hub, QString workspace,
                           std::shared_ptr<const ActivityRegistry> activities, QObject *parent)
    : QObject(parent)
    , m_hub(hub)
    , m_workspace(std::move(workspace))
    , m_activities(std::move(activities))
    , m_evaluator(makeExpressionEvaluator())
{}

void EntitySender::send(EntityId entity, QString operation, Json input, Done done)
{
    auto work = inBackground(
        [workspace = m_workspace, name = entity.name, activities = m_activities, evaluator = m_evaluator] {
            return findDrawing(workspace, DefinitionKind::Entity, name, activities, *evaluator);
        });
    const auto signal = [this, entity = std::move(entity), operation = std::move(operation),
                         input = std::move(input), done](const Result<VersionId> &version) {
        if (!version)
            done(fail(version.error()));
        else
            whenFinished(m_hub.signalEntity(entity, operation, input), this, done);
    };
    whenFinished(std::move(work), this, [this, signal, done](const Result<WorkspaceDrawing> &found) {
        if (!found)
            done(fail(found.error()));
        else
            whenFinished(publishAll(m_hub, found->texts), this, signal);
    });
}

} // namespace perdura
