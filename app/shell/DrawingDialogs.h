// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/InputMemory.h"
#include "engine/core/Ids.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QObject>
#include <QPointer>

#include <memory>

class QWidget;

namespace perdura {

class Place;
class RunDialog;
class ShellSettings;
class VersionsDialog;
class WorkspaceSession;

/// The dialogs that bring a drawing and the hub together: run it, see its versions. GUI thread.
class DrawingDialogs final : public QObject
{
    Q_OBJECT

public:
    /// All must outlive this; `window` is the parent of the dialogs.
    DrawingDialogs(WorkspaceSession &session, ShellSettings &settings, QWidget *window);

    /// Whose inputs are remembered; empty: no workspace.
    void setWorkspace(const QString &folder);
    void run(const std::shared_ptr<const WorkflowDefinition> &definition, const QString &path);
    /// What is restored goes to the place.
    void showVersions(Place &place, const std::shared_ptr<const WorkflowDefinition> &definition);
    /// The hub is about to go.
    void close();

signals:
    void message(const QString &text);
    void showInstanceRequested(const perdura::InstanceId &id);

private:
    WorkspaceSession &m_session;
    ShellSettings &m_settings;
    QWidget *m_window;
    InputMemory m_inputs;
    QPointer<RunDialog> m_run;
    QPointer<VersionsDialog> m_versions;
};

} // namespace perdura
