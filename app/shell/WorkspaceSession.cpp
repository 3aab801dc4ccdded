// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/WorkspaceSession.h"

namespace perdura {

WorkspaceSession::WorkspaceSession(HubOpener opener, std::shared_ptr<const ActivityRegistry> activities,
                                   QObject *parent)
    : QObject(parent)
    , m_opener(std::move(opener))
    , m_activities(std::move(activities))
{}

WorkspaceSession::~WorkspaceSession() = default;

void WorkspaceSession::open(const QString &folder)
{
    close();
    m_folder = folder;
    m_attempt = std::make_unique<QObject>();
    setState({HubState::Kind::Starting, {}});
    emit opening(folder);
    HubOptions options;
    options.workspace = folder;
    options.activities = m_activities;
    m_opener(std::move(options), m_attempt.get(),
             [this](Result<std::unique_ptr<HubClient>> result) { take(std::move(result)); });
}

void WorkspaceSession::retry()
{
    open(QString(m_folder)); // a copy, as closing clears it
}

void WorkspaceSession::close()
{
    m_attempt.reset();
    if (m_client) {
        emit closing();
        m_client.reset();
    }
    m_folder.clear();
    setState({HubState::Kind::Stopped, {}});
}

void WorkspaceSession::take(Result<std::unique_ptr<HubClient>> result)
{
    // The answer is being given through the attempt: it must outlive this call.
    m_attempt.release()->deleteLater();
    if (!result) {
        setState({HubState::Kind::Stopped, result.error().message});
        emit failed(result.error());
        return;
    }
    m_client = *std::move(result);
    connect(m_client.get(), &HubClient::hubStateChanged, this, &WorkspaceSession::setState);
    setState(m_client->hubState());
    emit opened(m_client.get());
}

void WorkspaceSession::setState(const HubState &state)
{
    if (state == m_state)
        return;
    m_state = state;
    emit stateChanged(m_state);
}

} // namespace perdura
