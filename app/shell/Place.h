// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/core/Ids.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QObject>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

class QWidget;

namespace perdura {

/// One place of the window (Design, Monitor, …): a page, and what the window may ask of it. Places know
/// nothing of each other; the window passes on what they signal. GUI thread.
class Place : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    [[nodiscard]] virtual QString id() const = 0;    ///< stable, for the settings: "design"
    [[nodiscard]] virtual QString title() const = 0; ///< "Design"
    [[nodiscard]] virtual QString icon() const = 0;
    /// The page; the window takes ownership. Called once.
    [[nodiscard]] virtual QWidget *makePage() = 0;

    /// Empty: no workspace.
    virtual void setWorkspace(const QString &) {}
    /// The names of the workspace's secrets; nothing: not known.
    virtual void setSecretNames(const std::optional<QStringList> &) {}
    /// Null: no hub; the one before is about to go.
    virtual void setClient(HubClient *) {}
    /// True when the place took it and wants to be seen.
    virtual bool openFile(const QString &) { return false; }
    virtual bool newWorkflow() { return false; }
    /// Makes the drawing on screen what one of its versions was.
    virtual void restore(const WorkflowDefinition &, const QString &) {}
    virtual bool showInstance(const InstanceId &) { return false; }
    /// What the place has counted: its problems, its waiting tasks. True when it wants to be seen.
    virtual bool showProblems() { return false; }
    virtual bool showWaitingTasks() { return false; }

    [[nodiscard]] virtual bool hasUnsavedChanges() const { return false; }
    /// Runs `proceed` once there is nothing to lose: now, or after the person has saved or discarded; never
    /// when they stay.
    virtual void askToClose(std::function<void()> proceed) { proceed(); }

signals:
    void runRequested(const std::shared_ptr<const perdura::WorkflowDefinition> &definition,
                      const QString &path);
    void versionsRequested(const std::shared_ptr<const perdura::WorkflowDefinition> &definition);
    void exportRequested(const std::shared_ptr<const perdura::WorkflowDefinition> &definition,
                         const QString &path);
    void openDefinitionRequested(const perdura::VersionId &version, const QString &name);
    void showInstanceRequested(const perdura::InstanceId &id);
    void openWorkspaceRequested();
    /// A person wants to choose something in the place of that id.
    void placeRequested(const QString &id);
    void waitingTasksChanged(int count);
    void problemsCountChanged(int count);
    void zoomChanged(double zoom);
    void statusMessage(const QString &message);
};

} // namespace perdura
