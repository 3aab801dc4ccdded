// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/WebAccess.h"
#include "app/shell/WorkspaceSession.h"
#include "engine/triggers/TriggerService.h"

#include <QPointer>

namespace perdura {

class WebAccessDialog;

/// What starts the window's workflows without the window: their triggers, and the web door. Follows the
/// session. Triggers run only where the hub does; another program that has it runs them itself. GUI thread.
class WorkspaceAutomation final : public QObject
{
    Q_OBJECT

public:
    /// `session` must outlive this; so must `window`, which dialogs stand on.
    WorkspaceAutomation(WorkspaceSession &session, std::shared_ptr<const ActivityRegistry> activities,
                        QWidget *window);

    void showWebAccess();
    [[nodiscard]] WebAccess &webAccess() { return m_web; }

signals:
    /// For the strip at the foot of the window.
    void message(const QString &text);

private:
    void begin(HubClient *client);
    void end();

    WorkspaceSession &m_session;
    std::shared_ptr<const ActivityRegistry> m_activities;
    QWidget *m_window;
    std::unique_ptr<TriggerService> m_triggers;
    WebAccess m_web;
    QPointer<WebAccessDialog> m_dialog;
};

} // namespace perdura
