// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/HubCommand.h"

#include "engine/activities/ActivityRegistry.h"
#include "engine/client/OpenHub.h"
#include "engine/client/RemoteHubClient.h"

#include <QTimer>

#include <chrono>

namespace perdura {

using namespace std::chrono_literals;

namespace {

/// A hub that stops waits up to 5 s for its activities.
constexpr auto handOver = 8s;
constexpr auto betweenTries = 100ms;

} // namespace

HubCommand::~HubCommand()
{
    if (m_hub)
        m_hub->disconnect(this);
}

void HubCommand::openHub(const QString &workspace)
{
    m_workspace = workspace;
    tryToOpen(QDeadlineTimer(handOver));
}

// While another program starts or stops the hub it can be neither opened nor reached; that passes.
void HubCommand::tryToOpen(const QDeadlineTimer &patience)
{
    HubOptions options;
    options.workspace = m_workspace;
    options.activities = builtInActivities();
    perdura::openHub(options, this, [this, patience](Result<std::unique_ptr<HubClient>> opened) {
        if (isFinished())
            return;
        if (!opened && opened.error().code == ErrorCode::Busy && !patience.hasExpired()) {
            QTimer::singleShot(betweenTries, this, [this, patience] { tryToOpen(patience); });
            return;
        }
        if (!opened) {
            finish(ExitCode::Failed, opened.error().message);
            return;
        }
        m_triggers.reset();
        m_hub = *std::move(opened);
        m_runsElsewhere = qobject_cast<RemoteHubClient *>(m_hub.get()) != nullptr;
        // Queued: who hears of a loss may open another hub in place of this one.
        connect(m_hub.get(), &HubClient::hubStateChanged, this, &HubCommand::hear, Qt::QueuedConnection);
        hubOpened();
    });
}

void HubCommand::runTriggers()
{
    if (m_runsElsewhere)
        return;
    m_triggers = std::make_unique<TriggerService>(*m_hub, m_workspace, builtInActivities());
    connect(m_triggers.get(), &TriggerService::started, this,
            [this](const QString &workflow, const InstanceId &instance) {
                console().note(tr("“%1” was started by its trigger: %2").arg(workflow, instance.toQString()));
            });
    connect(m_triggers.get(), &TriggerService::failed, this,
            [this](const QString &workflow, const QString &why) {
                console().note(tr("The trigger of “%1” could not start it: %2").arg(workflow, why));
            });
}

QString HubCommand::resumeHint() const
{
    return QStringLiteral("perdura resume --workspace ") + m_workspace;
}

void HubCommand::hear(const HubState &state)
{
    switch (state.kind) {
    case HubState::Kind::Starting:
    case HubState::Kind::Running:
        return;
    case HubState::Kind::Paused:
        console().note(state.text);
        return;
    case HubState::Kind::Stopped:
        if (!isFinished())
            hubLost(state.text);
        return;
    }
}

} // namespace perdura
