// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/FindDrawing.h"
#include "engine/client/HubClient.h"

#include <QObject>

#include <functional>
#include <memory>

namespace perdura {

/// What is wanted of a start by name.
struct NamedStart
{
    std::string workflow;
    Json input = nullptr;
    std::optional<InstanceId> id = {};     ///< a new random one when absent
    std::optional<VersionId> version = {}; ///< the workspace's file as it is now, when absent
    Tags tags = {};
    std::vector<OrchestrationStatus> replaceable = StartRequest().replaceable;
};

/// Starts workflows of a workspace by name, as its files are at that moment: publishes, fills in the input's
/// defaults and checks it against the workflow's schema. For web clients and triggers. Lives on its hub's
/// thread, which must outlive it; reads files on another one.
class WorkflowStarter final : public QObject
{
    Q_OBJECT

public:
    using Done = std::function<void(Result<InstanceId>)>;

    WorkflowStarter(HubClient &hub, QString workspace, std::shared_ptr<const ActivityRegistry> activities,
                    QObject *parent = nullptr);

    /// `done` is called later, once, unless this object goes first. Errors: those of findDrawing() and
    /// HubClient::start(); InvalidArgument (the input does not fit).
    void start(NamedStart request, Done done);

private:
    void publish(const WorkspaceDrawing &workflow, NamedStart request, Done done);
    void startVersion(const VersionId &version, NamedStart request, Done done);

    HubClient &m_hub;
    QString m_workspace;
    std::shared_ptr<const ActivityRegistry> m_activities;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
};

} // namespace perdura
