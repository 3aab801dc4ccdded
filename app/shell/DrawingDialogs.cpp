// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/DrawingDialogs.h"

#include "app/shell/Place.h"
#include "app/shell/RunDialog.h"
#include "app/shell/ShellSettings.h"
#include "app/shell/WorkspaceSession.h"
#include "app/versions/VersionsDialog.h"

namespace perdura {

DrawingDialogs::DrawingDialogs(WorkspaceSession &session, ShellSettings &settings, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_settings(settings)
    , m_window(window)
{}

void DrawingDialogs::setWorkspace(const QString &folder)
{
    m_inputs = folder.isEmpty() ? InputMemory() : InputMemory(folder);
}

void DrawingDialogs::close()
{
    delete m_run;
    delete m_versions;
}

void DrawingDialogs::run(const std::shared_ptr<const WorkflowDefinition> &definition, const QString &path)
{
    if (!m_session.client()) {
        emit message(tr("The hub is not running, so nothing can be started. See the message above."));
        return;
    }
    delete m_run;
    m_run = new RunDialog(m_session.client(), definition, path, m_session.folder(), &m_inputs,
                          m_settings.showRunInMonitor(), m_window);
    m_run->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_run, &RunDialog::started, this, [this](const InstanceId &id) {
        m_settings.setShowRunInMonitor(m_run->showsInMonitor());
        emit message(tr("Started %1").arg(id.toQString()));
        if (m_run->showsInMonitor())
            emit showInstanceRequested(id);
    });
    m_run->open();
}

void DrawingDialogs::showVersions(Place &place, const std::shared_ptr<const WorkflowDefinition> &definition)
{
    if (!m_session.client()) {
        emit message(tr("The hub is not running, and it keeps the versions. See the message above."));
        return;
    }
    delete m_versions;
    m_versions = new VersionsDialog(m_session.client(), definition, m_session.folder(), m_window);
    m_versions->setAttribute(Qt::WA_DeleteOnClose);
    connect(
        m_versions, &VersionsDialog::restoreRequested, &place,
        [this, &place](const std::shared_ptr<const WorkflowDefinition> &restored, const QString &version) {
            place.restore(*restored, version);
            emit message(tr("Version %1 is on screen again; save to keep it.").arg(version));
        });
    m_versions->open();
}

} // namespace perdura
