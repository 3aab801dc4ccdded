// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/CodeExchange.h"

#include "app/exchange/ExportDialog.h"
#include "app/exchange/ImportDialog.h"
#include "app/shell/ShellSettings.h"
#include "app/shell/WorkspaceSession.h"

#include <QDir>

namespace perdura {

CodeExchange::CodeExchange(WorkspaceSession &session, ShellSettings &settings, QWidget *window)
    : QObject(window)
    , m_session(session)
    , m_settings(settings)
    , m_window(window)
{
    // What they show is that of the workspace before.
    connect(&m_session, &WorkspaceSession::opening, this, &CodeExchange::close);
    connect(&m_session, &WorkspaceSession::closing, this, &CodeExchange::close);
}

void CodeExchange::close()
{
    delete m_export;
    delete m_import;
}

void CodeExchange::exportDrawing(const std::shared_ptr<const WorkflowDefinition> &definition,
                                 const QString &path)
{
    delete m_export;
    const QString workspace = m_session.folder();
    const QString before = m_settings.exportFolder(workspace);
    m_export = new ExportDialog(definition, path, workspace,
                                before.isEmpty() ? proposedExportFolder(workspace) : before, m_window);
    m_export->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_export, &ExportDialog::exported, this, [this, workspace](const QString &folder, int files) {
        m_settings.setExportFolder(workspace, folder);
        emit message(tr("%1 files exported to %2").arg(files).arg(QDir::toNativeSeparators(folder)));
    });
    m_export->open();
}

void CodeExchange::importCode()
{
    if (m_session.folder().isEmpty())
        return;
    delete m_import;
    m_import = new ImportDialog(m_session.folder(), m_settings.exportFolder(m_session.folder()), m_window);
    m_import->setAttribute(Qt::WA_DeleteOnClose);
    connect(m_import, &ImportDialog::imported, this, &CodeExchange::takeImported);
    m_import->open();
}

void CodeExchange::takeImported(const QStringList &files)
{
    emit openFileRequested(files.constFirst());
    emit message(files.size() == 1 ? tr("1 drawing imported") : tr("%1 drawings imported").arg(files.size()));
}

} // namespace perdura
