// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/ShellSettings.h"
#include "app/shell/WorkspaceAutomation.h"
#include "app/shell/WorkspaceSession.h"

#include <QMainWindow>
#include <QPointer>

#include <functional>
#include <map>
#include <memory>
#include <vector>

class QStackedWidget;

namespace perdura {

class Banner;
class CodeExchange;
class DrawingDialogs;
class HelpWindow;
class Place;
class PlaceRail;
class SecretKeeper;
class SecretsDialog;
class ShellActions;
class StatusStrip;
class WelcomePage;
struct Sample;

/// The window: rail, places, status strip. Wires the workspace to the places and the places to each other;
/// what happens in a place is the place's. GUI thread.
class MainWindow final : public QMainWindow
{
    Q_OBJECT

public:
    struct Parts
    {
        HubOpener openHub;
        std::shared_ptr<const ActivityRegistry> activities;
        std::vector<std::unique_ptr<Place>> places; ///< in the order of the rail
    };

    explicit MainWindow(Parts parts);
    ~MainWindow() override;

    /// A folder, or a `*.workflow.json` in one.
    void openPath(const QString &path);
    void openWorkspace(const QString &folder);
    /// The workspace of the last time, unless it was closed: what waits in it goes on by itself.
    void reopenWorkspace();
    void closeWorkspace();
    /// Copies the sample below the folder for samples and opens the copy.
    void openSample(const Sample &sample);
    void showPlace(int place);
    [[nodiscard]] int currentPlace() const;
    [[nodiscard]] WorkspaceSession *session() const { return m_session; }
    [[nodiscard]] WorkspaceAutomation *automation() const { return m_automation; }

protected:
    void closeEvent(QCloseEvent *event) override;

private:
    void buildLayout();
    void connectActions();
    void connectPlace(Place *place, int index);
    void connectSession();
    void takeWorkspace(const QString &folder);
    void openFile(const QString &path);
    void showHubState(const HubState &state);
    void showOpenFailure(const Error &error);
    void updateTitle();
    void updateRecent();
    void chooseFolder();
    void makeWorkspace();
    void showZoom();
    void showInstance(const InstanceId &id);
    void openDefinition(const VersionId &version, const QString &name);
    void setAppearance(Appearance appearance);
    void showSecrets();
    void showCommands();
    void showHelp();
    void showAbout();
    [[nodiscard]] bool hasUnsavedChanges() const;
    /// Runs `next` once no place has anything to lose; not at all when the person stays.
    void whenSaved(const std::function<void()> &next);
    void askPlace(std::size_t place, const std::function<void()> &next);

    ShellSettings m_settings;
    std::vector<std::unique_ptr<Place>> m_places;
    WorkspaceSession *m_session;
    WorkspaceAutomation *m_automation;
    SecretKeeper *m_secrets;
    DrawingDialogs *m_drawings;
    CodeExchange *m_exchange;
    ShellActions *m_actions;
    PlaceRail *m_rail;
    QStackedWidget *m_stack; ///< the welcome page, then the places
    WelcomePage *m_welcome;
    Banner *m_banner;
    StatusStrip *m_status;
    QPointer<SecretsDialog> m_secretsDialog;
    QPointer<HelpWindow> m_help;
    std::map<int, double> m_zooms; ///< by place, of those that zoom
    bool m_closing = false;        ///< the person has settled what becomes of unsaved changes
};

} // namespace perdura
