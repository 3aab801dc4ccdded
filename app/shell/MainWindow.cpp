// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/MainWindow.h"

#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "app/shell/AboutDialog.h"
#include "app/shell/CodeExchange.h"
#include "app/shell/CommandPalette.h"
#include "app/shell/DefinitionFinder.h"
#include "app/shell/DrawingDialogs.h"
#include "app/shell/HelpWindow.h"
#include "app/shell/Place.h"
#include "app/shell/PlaceRail.h"
#include "app/shell/RailButton.h"
#include "app/shell/SecretKeeper.h"
#include "app/shell/SecretsDialog.h"
#include "app/shell/ShellActions.h"
#include "app/shell/StatusStrip.h"
#include "app/shell/WelcomePage.h"
#include "app/shell/WorkspaceDialogs.h"

#include <QApplication>
#include <QCloseEvent>
#include <QDir>
#include <QHBoxLayout>
#include <QMenu>
#include <QPushButton>
#include <QScreen>
#include <QStackedWidget>
#include <QVBoxLayout>

#include <algorithm>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

MainWindow::MainWindow(Parts parts)
    : m_places(std::move(parts.places))
    , m_session(new WorkspaceSession(std::move(parts.openHub), parts.activities, this))
    , m_automation(new WorkspaceAutomation(*m_session, std::move(parts.activities), this))
    , m_secrets(new SecretKeeper(workspaceSecrets, this))
    , m_drawings(new DrawingDialogs(*m_session, m_settings, this))
    , m_exchange(new CodeExchange(*m_session, m_settings, this))
    , m_actions(new ShellActions(this))
    , m_rail(new PlaceRail)
    , m_stack(new QStackedWidget)
    , m_welcome(new WelcomePage(availableSamples()))
    , m_banner(new Banner)
    , m_status(new StatusStrip)
{
    buildLayout();
    connectActions();
    connectSession();
    for (int i = 0; i < int(m_places.size()); ++i)
        connectPlace(m_places[std::size_t(i)].get(), i);
    m_actions->setAppearance(m_settings.appearance());
    updateRecent();
    updateTitle();
    setMinimumSize(760, 520);
    if (!restoreGeometry(m_settings.windowGeometry())) {
        // Room for the window's frame is left on small screens.
        resize(QSize(1440, 900).boundedTo(screen()->availableSize() - QSize(8, 40)));
    }
    m_stack->setCurrentWidget(m_welcome);
    m_rail->setPlacesEnabled(false);
    m_welcome->setFocus();
}

MainWindow::~MainWindow()
{
    // Places let go of the client before it and their pages die.
    m_session->close();
}

void MainWindow::buildLayout()
{
    auto *right = new QVBoxLayout;
    right->setContentsMargins(0, 0, 0, 0);
    right->setSpacing(0);
    right->addWidget(m_banner);
    right->addWidget(m_stack, 1);
    auto *row = new QHBoxLayout;
    row->setContentsMargins(0, 0, 0, 0);
    row->setSpacing(0);
    row->addWidget(m_rail);
    row->addLayout(right, 1);
    auto *central = new QWidget;
    auto *column = new QVBoxLayout(central);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addLayout(row, 1);
    column->addWidget(m_status);
    setCentralWidget(central);
    m_stack->addWidget(m_welcome);
}

void MainWindow::connectActions()
{
    connect(m_actions, &ShellActions::placeRequested, this, &MainWindow::showPlace);
    connect(m_actions, &ShellActions::appearanceChosen, this, &MainWindow::setAppearance);
    connect(m_actions, &ShellActions::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_actions, &ShellActions::newWorkspaceRequested, this, &MainWindow::makeWorkspace);
    connect(m_actions, &ShellActions::newWorkflowRequested, this, [this] {
        for (int i = 0; i < int(m_places.size()); ++i) {
            if (m_places[std::size_t(i)]->newWorkflow())
                showPlace(i);
        }
    });
    connect(m_actions, &ShellActions::closeWorkspaceRequested, this,
            [this] { whenSaved([this] { closeWorkspace(); }); });
    connect(m_actions, &ShellActions::commandsRequested, this, &MainWindow::showCommands);
    connect(m_actions, &ShellActions::webAccessRequested, m_automation, &WorkspaceAutomation::showWebAccess);
    connect(m_actions, &ShellActions::secretsRequested, this, &MainWindow::showSecrets);
    connect(m_secrets, &SecretKeeper::secretsChanged, this, [this] {
        for (const auto &place : m_places)
            place->setSecretNames(m_secrets->names());
    });
    connect(m_actions, &ShellActions::importRequested, m_exchange, &CodeExchange::importCode);
    connect(m_exchange, &CodeExchange::openFileRequested, this, &MainWindow::openFile);
    connect(m_exchange, &CodeExchange::message, m_status, &StatusStrip::showMessage);
    connect(m_drawings, &DrawingDialogs::message, m_status, &StatusStrip::showMessage);
    connect(m_drawings, &DrawingDialogs::showInstanceRequested, this, &MainWindow::showInstance);
    connect(m_automation, &WorkspaceAutomation::message, m_status, &StatusStrip::showMessage);
    connect(m_actions, &ShellActions::helpRequested, this, &MainWindow::showHelp);
    connect(m_actions, &ShellActions::aboutRequested, this, &MainWindow::showAbout);
    connect(m_actions, &ShellActions::quitRequested, this, &MainWindow::close);

    connect(m_rail, &PlaceRail::placeChosen, this, &MainWindow::showPlace);
    connect(m_rail, &PlaceRail::settingsRequested, this, [this] {
        const QWidget *button = m_rail->settingsButton();
        QMenu *menu = m_actions->settingsMenu();
        menu->popup(
            button->mapToGlobal(QPoint(button->width(), button->height() - menu->sizeHint().height())));
    });
    connect(m_welcome, &WelcomePage::openFolderRequested, this, &MainWindow::chooseFolder);
    connect(m_welcome, &WelcomePage::newWorkspaceRequested, this, &MainWindow::makeWorkspace);
    connect(m_welcome, &WelcomePage::workspaceChosen, this, &MainWindow::openWorkspace);
    connect(m_welcome, &WelcomePage::sampleChosen, this, &MainWindow::openSample);
    connect(m_welcome, &WelcomePage::removeRecentRequested, this, [this](const QString &folder) {
        m_settings.removeRecentWorkspace(folder);
        updateRecent();
    });
}

void MainWindow::connectPlace(Place *place, int index)
{
    m_rail->addPlace(place->title(), place->icon());
    m_actions->addPlace(place->title(), place->icon());
    m_stack->addWidget(place->makePage());
    connect(place, &Place::runRequested, m_drawings, &DrawingDialogs::run);
    connect(place, &Place::versionsRequested, this,
            [this, place](const std::shared_ptr<const WorkflowDefinition> &definition) {
                m_drawings->showVersions(*place, definition);
            });
    connect(place, &Place::exportRequested, m_exchange, &CodeExchange::exportDrawing);
    connect(place, &Place::openDefinitionRequested, this, &MainWindow::openDefinition);
    connect(place, &Place::problemsCountChanged, m_status, &StatusStrip::setProblems);
    connect(place, &Place::zoomChanged, this, [this, index](double zoom) {
        m_zooms[index] = zoom;
        showZoom();
    });
    connect(place, &Place::statusMessage, m_status, &StatusStrip::showMessage);
    connect(place, &Place::waitingTasksChanged, this, [this, index](int count) {
        m_rail->setCount(index, count);
        m_status->setWaitingTasks(count);
    });
    connect(place, &Place::showInstanceRequested, this, &MainWindow::showInstance);
    connect(place, &Place::placeRequested, this, [this](const QString &id) {
        const auto found =
            std::ranges::find_if(m_places, [&id](const auto &other) { return other->id() == id; });
        if (found != m_places.end())
            showPlace(int(found - m_places.begin()));
    });
    connect(place, &Place::openWorkspaceRequested, this, &MainWindow::chooseFolder);
    connect(m_status, &StatusStrip::problemsClicked, this, [this, index, place] {
        if (place->showProblems())
            showPlace(index);
    });
    connect(m_status, &StatusStrip::waitingTasksClicked, this, [this, index, place] {
        if (place->showWaitingTasks())
            showPlace(index);
    });
}

void MainWindow::connectSession()
{
    connect(m_session, &WorkspaceSession::opening, this, &MainWindow::takeWorkspace);
    connect(m_session, &WorkspaceSession::opened, this, [this](HubClient *client) {
        m_banner->clear();
        for (const auto &place : m_places)
            place->setClient(client);
    });
    connect(m_session, &WorkspaceSession::closing, this, [this] {
        m_drawings->close();
        for (const auto &place : m_places)
            place->setClient(nullptr);
    });
    connect(m_session, &WorkspaceSession::failed, this, &MainWindow::showOpenFailure);
    connect(m_session, &WorkspaceSession::stateChanged, this, &MainWindow::showHubState);
}

void MainWindow::openPath(const QString &path)
{
    const QFileInfo info(path);
    if (info.isDir()) {
        openWorkspace(info.absoluteFilePath());
        return;
    }
    if (!info.exists()) {
        m_banner->showMessage(
            Banner::Kind::Error,
            tr("There is no file or folder %1. Open another one.").arg(QDir::toNativeSeparators(path)));
        return;
    }
    if (m_session->client() && m_session->folder() == info.absolutePath()) {
        openFile(info.absoluteFilePath());
        return;
    }
    whenSaved([this, info] {
        m_session->open(info.absolutePath());
        openFile(info.absoluteFilePath());
    });
}

void MainWindow::openFile(const QString &path)
{
    for (int i = 0; i < int(m_places.size()); ++i) {
        if (m_places[std::size_t(i)]->openFile(path))
            showPlace(i);
    }
}

void MainWindow::openWorkspace(const QString &folder)
{
    if (!QDir(folder).exists()) {
        m_banner->showMessage(Banner::Kind::Error,
                              tr("The folder %1 is not there any more. Open another one.")
                                  .arg(QDir::toNativeSeparators(folder)));
        return;
    }
    whenSaved([this, folder] { m_session->open(QDir(folder).absolutePath()); });
}

void MainWindow::reopenWorkspace()
{
    const QString folder = m_settings.lastWorkspace();
    if (!folder.isEmpty() && QDir(folder).exists())
        openWorkspace(folder);
}

void MainWindow::takeWorkspace(const QString &folder)
{
    delete m_secretsDialog;
    m_banner->clear();
    m_drawings->setWorkspace(folder);
    m_settings.addRecentWorkspace(folder);
    m_settings.setLastWorkspace(folder);
    updateRecent();
    updateTitle();
    m_actions->setHasWorkspace(true);
    m_rail->setPlacesEnabled(true);
    int shown = 0;
    for (int i = 0; i < int(m_places.size()); ++i) {
        m_places[std::size_t(i)]->setWorkspace(folder);
        if (m_places[std::size_t(i)]->id() == m_settings.lastPlace())
            shown = i;
    }
    m_secrets->setWorkspace(folder);
    showPlace(shown);
}

void MainWindow::closeWorkspace()
{
    delete m_secretsDialog;
    m_session->close();
    for (const auto &place : m_places)
        place->setWorkspace({});
    m_secrets->setWorkspace({});
    m_drawings->setWorkspace({});
    m_settings.setLastWorkspace({});
    m_banner->clear();
    m_actions->setHasWorkspace(false);
    m_rail->setPlacesEnabled(false);
    m_stack->setCurrentWidget(m_welcome);
    m_rail->setCurrent(-1);
    showZoom();
    updateTitle();
}

void MainWindow::showHubState(const HubState &state)
{
    m_status->setHubState(state, !m_session->folder().isEmpty());
    if (state.kind == HubState::Kind::Paused) {
        m_banner->showMessage(Banner::Kind::Warning, state.text);
    } else if (state.kind == HubState::Kind::Running) {
        m_banner->clear();
    } else if (state.kind == HubState::Kind::Stopped && m_session->client()) {
        // It was another program's; what the places show does not change any more.
        m_banner->showMessage(Banner::Kind::Error, state.text);
        connect(m_banner->addAction(tr("Open again")), &QPushButton::clicked, m_session,
                &WorkspaceSession::retry);
    }
}

void MainWindow::showOpenFailure(const Error &error)
{
    m_banner->showMessage(Banner::Kind::Error, error.message);
    connect(m_banner->addAction(tr("Try again")), &QPushButton::clicked, m_session, &WorkspaceSession::retry);
    connect(m_banner->addAction(tr("Open another folder…")), &QPushButton::clicked, this,
            &MainWindow::chooseFolder);
}

void MainWindow::showPlace(int place)
{
    // Without a workspace there is nothing to show in a place.
    if (place < 0 || place >= int(m_places.size()) || m_session->folder().isEmpty())
        return;
    m_stack->setCurrentIndex(place + 1);
    m_rail->setCurrent(place);
    showZoom();
    m_settings.setLastPlace(m_places[std::size_t(place)]->id());
    m_stack->currentWidget()->setFocus();
}

void MainWindow::showZoom()
{
    const auto zoom = m_zooms.find(currentPlace());
    m_status->setZoom(zoom == m_zooms.end() ? std::nullopt : std::optional(zoom->second));
}

int MainWindow::currentPlace() const
{
    return m_stack->currentIndex() - 1;
}

void MainWindow::updateTitle()
{
    const QString folder = m_session->folder();
    setWindowTitle(folder.isEmpty() ? tr("Perdura") : tr("%1 — Perdura").arg(QDir(folder).dirName()));
}

void MainWindow::updateRecent()
{
    m_welcome->setRecentWorkspaces(m_settings.recentWorkspaces());
}

void MainWindow::chooseFolder()
{
    const QString folder = askForWorkspace(this, m_settings);
    if (!folder.isEmpty())
        openWorkspace(folder);
}

void MainWindow::makeWorkspace()
{
    const Result<QString> folder = askForNewWorkspace(this, m_settings);
    if (!folder)
        m_banner->showMessage(Banner::Kind::Error, folder.error().message);
    else if (!folder->isEmpty())
        openWorkspace(*folder);
}

void MainWindow::openSample(const Sample &sample)
{
    const Result<QString> folder = copySample(sample, m_settings.sampleFolder());
    if (!folder) {
        m_banner->showMessage(Banner::Kind::Error, folder.error().message);
        connect(m_banner->addAction(tr("Choose another folder…")), &QPushButton::clicked, this,
                [this, sample] {
                    const QString chosen = askForSampleFolder(this);
                    if (chosen.isEmpty())
                        return;
                    m_settings.setSampleFolder(chosen);
                    openSample(sample);
                });
        return;
    }
    const QStringList files = QDir(*folder).entryList({u"*.workflow.json"_s}, QDir::Files, QDir::Name);
    openPath(files.isEmpty() ? *folder : *folder + u'/' + files.first());
    m_status->showMessage(tr("Copied to %1").arg(QDir::toNativeSeparators(*folder)));
}

void MainWindow::showInstance(const InstanceId &id)
{
    for (int i = 0; i < int(m_places.size()); ++i) {
        if (m_places[std::size_t(i)]->showInstance(id))
            showPlace(i);
    }
}

void MainWindow::openDefinition(const VersionId &version, const QString &name)
{
    const std::optional<QString> file = findDefinitionFile(m_session->folder(), version, name);
    if (!file) {
        m_status->showMessage(tr("No file of this workspace holds the workflow %1 any more.").arg(name));
        return;
    }
    openFile(*file);
}

void MainWindow::setAppearance(Appearance appearance)
{
    m_settings.setAppearance(appearance);
    m_actions->setAppearance(appearance);
    applyAppearance(*qApp, appearance);
}

void MainWindow::showSecrets()
{
    if (!m_secretsDialog) {
        m_secretsDialog = new SecretsDialog(*m_secrets, this);
        m_secretsDialog->setAttribute(Qt::WA_DeleteOnClose);
    }
    m_secretsDialog->open();
}

void MainWindow::showCommands()
{
    // All but the one that has just been chosen: this list.
    QList<QAction *> commands = m_actions->all();
    commands.removeIf(
        [](const QAction *action) { return action->shortcut() == QKeySequence(Qt::CTRL | Qt::Key_K); });
    if (const QWidget *page = m_stack->currentWidget()) {
        for (QAction *action : page->findChildren<QAction *>()) {
            if (!action->shortcut().isEmpty() || !action->icon().isNull())
                commands.append(action);
        }
    }
    (new CommandPalette(commands, this))->open();
}

void MainWindow::showHelp()
{
    if (!m_help) {
        m_help = new HelpWindow(this);
        m_help->setAttribute(Qt::WA_DeleteOnClose);
        m_help->move(geometry().center() - m_help->rect().center());
    }
    m_help->show();
    m_help->raise();
    m_help->activateWindow();
}

void MainWindow::showAbout()
{
    auto *about = new AboutDialog(this);
    about->setAttribute(Qt::WA_DeleteOnClose);
    about->open();
}

bool MainWindow::hasUnsavedChanges() const
{
    return std::any_of(m_places.begin(), m_places.end(),
                       [](const auto &place) { return place->hasUnsavedChanges(); });
}

void MainWindow::whenSaved(const std::function<void()> &next)
{
    askPlace(0, next);
}

void MainWindow::askPlace(std::size_t place, const std::function<void()> &next)
{
    if (place == m_places.size()) {
        next();
        return;
    }
    if (!m_places[place]->hasUnsavedChanges()) {
        askPlace(place + 1, next);
        return;
    }
    showPlace(int(place));
    m_places[place]->askToClose([this, place, next] { askPlace(place + 1, next); });
}

void MainWindow::closeEvent(QCloseEvent *event)
{
    if (!m_closing && hasUnsavedChanges()) {
        event->ignore();
        whenSaved([this] {
            m_closing = true;
            close();
        });
        return;
    }
    m_settings.setWindowGeometry(saveGeometry());
    hide();
    m_session->close();
    event->accept();
}

} // namespace perdura
