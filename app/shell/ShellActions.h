// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QList>
#include <QObject>

class QAction;
class QMenu;
class QWidget;

namespace perdura {

/// The window's own actions: their words, icons and keys, the settings menu made of them, and what the
/// command palette lists. The window connects to the signals.
class ShellActions final : public QObject
{
    Q_OBJECT

public:
    explicit ShellActions(QWidget *window);

    /// Adds "Go to <title>" with Ctrl+<number>.
    void addPlace(const QString &title, const QString &iconName);
    void setAppearance(Appearance appearance);
    void setHasWorkspace(bool has);
    [[nodiscard]] QList<QAction *> all() const { return m_all; }
    [[nodiscard]] QMenu *settingsMenu() const { return m_settings; }

signals:
    void placeRequested(int place);
    void appearanceChosen(perdura::Appearance appearance);
    void openFolderRequested();
    void newWorkspaceRequested();
    void newWorkflowRequested();
    void closeWorkspaceRequested();
    void commandsRequested();
    void webAccessRequested();
    void secretsRequested();
    void importRequested();
    void helpRequested();
    void aboutRequested();
    void quitRequested();

private:
    QAction *add(const QString &text, const QString &iconName, const QKeySequence &keys = {});

    QWidget *m_window;
    QMenu *m_settings;
    QList<QAction *> m_all;
    QList<QAction *> m_appearances;
    QAction *m_newWorkflow;
    QAction *m_closeWorkspace;
    QAction *m_webAccess;
    QAction *m_secrets;
    QAction *m_import;
    int m_places = 0;
};

} // namespace perdura
