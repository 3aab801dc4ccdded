// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/WorkspaceAutomation.h"

#include "app/shell/WebAccessDialog.h"
#include "engine/client/RemoteHubClient.h"

namespace perdura {

WorkspaceAutomation::WorkspaceAutomation(WorkspaceSession &session,
                                         std::shared_ptr<const ActivityRegistry> activities, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_activities(std::move(activities))
    , m_window(window)
{
    connect(&m_session, &WorkspaceSession::opened, this, &WorkspaceAutomation::begin);
    connect(&m_session, &WorkspaceSession::closing, this, &WorkspaceAutomation::end);
    connect(&m_web, &WebAccess::opened, this,
            [this] { emit message(tr("Web access is on at %1").arg(m_web.address()->url)); });
}

void WorkspaceAutomation::begin(HubClient *client)
{
    if (qobject_cast<RemoteHubClient *>(client))
        return;
    m_triggers = std::make_unique<TriggerService>(*client, m_session.folder(), m_activities);
    connect(m_triggers.get(), &TriggerService::started, this,
            [this](const QString &workflow, const InstanceId &) {
                emit message(tr("“%1” was started by its trigger").arg(workflow));
            });
    connect(m_triggers.get(), &TriggerService::failed, this,
            [this](const QString &workflow, const QString &why) {
                emit message(tr("The trigger of “%1” could not start it: %2").arg(workflow, why));
            });
}

void WorkspaceAutomation::end()
{
    delete m_dialog;
    m_triggers.reset();
    m_web.close();
}

void WorkspaceAutomation::showWebAccess()
{
    if (!m_session.client())
        return;
    if (!m_dialog) {
        m_dialog = new WebAccessDialog(m_web, m_window);
        m_dialog->setAttribute(Qt::WA_DeleteOnClose);
        connect(m_dialog, &WebAccessDialog::openRequested, this,
                [this](quint16 port) { m_web.open(m_session.folder(), port); });
        connect(m_dialog, &WebAccessDialog::closeRequested, &m_web, &WebAccess::close);
    }
    m_dialog->open();
}

} // namespace perdura
