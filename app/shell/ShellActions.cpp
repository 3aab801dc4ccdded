// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/ShellActions.h"

#include "app/kit/Icons.h"

#include <QAction>
#include <QActionGroup>
#include <QMenu>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

ShellActions::ShellActions(QWidget *window)
    : QObject(window)
    , m_window(window)
    , m_settings(new QMenu(window))
{
    QAction *open = add(tr("Open folder…"), u"folder-open"_s, QKeySequence::Open);
    QAction *make = add(tr("New workspace…"), u"plus"_s);
    m_newWorkflow = add(tr("New workflow"), u"file-plus"_s, QKeySequence::New);
    m_import = add(tr("Import…"), u"file-input"_s, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_I));
    m_closeWorkspace = add(tr("Close workspace"), u"x"_s);
    m_webAccess = add(tr("Web access…"), u"globe"_s);
    m_secrets = add(tr("Secrets…"), u"lock"_s);
    QAction *commands = add(tr("Commands…"), u"command"_s, QKeySequence(Qt::CTRL | Qt::Key_K));
    QAction *help = add(tr("Help"), u"book-open"_s, QKeySequence::HelpContents);
    QAction *about = add(tr("About Perdura"), u"info"_s);
    QAction *quit = add(tr("Quit"), u"log-out"_s, QKeySequence::Quit);
    m_newWorkflow->setEnabled(false);
    m_closeWorkspace->setEnabled(false);
    m_webAccess->setEnabled(false);
    m_secrets->setEnabled(false);
    m_import->setEnabled(false);

    auto *group = new QActionGroup(this);
    m_appearances = {add(tr("Appearance: like the desktop"), u"monitor"_s),
                     add(tr("Appearance: light"), u"sun"_s), add(tr("Appearance: dark"), u"moon"_s)};
    for (int i = 0; i < m_appearances.size(); ++i) {
        m_appearances[i]->setCheckable(true);
        m_appearances[i]->setIconVisibleInMenu(false); // the mark of the chosen one stands in its place
        group->addAction(m_appearances[i]);
        connect(m_appearances[i], &QAction::triggered, this,
                [this, i] { emit appearanceChosen(Appearance(i)); });
    }

    m_settings->addActions(m_appearances);
    m_settings->addSeparator();
    m_settings->addActions({open, make, m_import, m_closeWorkspace});
    m_settings->addSeparator();
    m_settings->addActions({m_webAccess, m_secrets});
    m_settings->addSeparator();
    m_settings->addActions({commands, help, about});
    m_settings->addSeparator();
    m_settings->addAction(quit);

    connect(open, &QAction::triggered, this, &ShellActions::openFolderRequested);
    connect(make, &QAction::triggered, this, &ShellActions::newWorkspaceRequested);
    connect(m_newWorkflow, &QAction::triggered, this, &ShellActions::newWorkflowRequested);
    connect(m_closeWorkspace, &QAction::triggered, this, &ShellActions::closeWorkspaceRequested);
    connect(m_webAccess, &QAction::triggered, this, &ShellActions::webAccessRequested);
    connect(m_secrets, &QAction::triggered, this, &ShellActions::secretsRequested);
    connect(m_import, &QAction::triggered, this, &ShellActions::importRequested);
    connect(commands, &QAction::triggered, this, &ShellActions::commandsRequested);
    connect(help, &QAction::triggered, this, &ShellActions::helpRequested);
    connect(about, &QAction::triggered, this, &ShellActions::aboutRequested);
    connect(quit, &QAction::triggered, this, &ShellActions::quitRequested);
}

QAction *ShellActions::add(const QString &text, const QString &iconName, const QKeySequence &keys)
{
    auto *action = new QAction(icon(iconName), text, this);
    action->setShortcut(keys);
    m_window->addAction(action);
    m_all.append(action);
    return action;
}

void ShellActions::addPlace(const QString &title, const QString &iconName)
{
    const int place = m_places++;
    QAction *go =
        add(tr("Go to %1").arg(title), iconName, QKeySequence(Qt::CTRL | Qt::Key(Qt::Key_1 + place)));
    connect(go, &QAction::triggered, this, [this, place] { emit placeRequested(place); });
}

void ShellActions::setAppearance(Appearance appearance)
{
    m_appearances[int(appearance)]->setChecked(true);
}

void ShellActions::setHasWorkspace(bool has)
{
    m_newWorkflow->setEnabled(has);
    m_closeWorkspace->setEnabled(has);
    m_webAccess->setEnabled(has);
    m_secrets->setEnabled(has);
    m_import->setEnabled(has);
}

} // namespace perdura
