// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace perdura {

class ExportDialog;
class ImportDialog;
class ShellSettings;
class WorkspaceSession;

/// The dialogs by which drawings leave the workspace as code and come back. They need no hub. GUI thread.
class CodeExchange final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this; `window` is the parent of the dialogs.
    CodeExchange(WorkspaceSession &session, ShellSettings &settings, QWidget *window);

    /// The drawing as it is on screen; `path` is empty when it was never saved.
    void exportDrawing(const std::shared_ptr<const WorkflowDefinition> &definition, const QString &path);
    void importCode();

signals:
    void message(const QString &text);
    /// A drawing that came in is to be shown.
    void openFileRequested(const QString &path);

private:
    void close();
    void takeImported(const QStringList &files);

    WorkspaceSession &m_session;
    ShellSettings &m_settings;
    QWidget *m_window;
    QPointer<ExportDialog> m_export;
    QPointer<ImportDialog> m_import;
};

} // namespace perdura
