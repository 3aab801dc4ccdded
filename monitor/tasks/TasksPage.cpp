// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/tasks/TasksPage.h"

#include "app/kit/Banner.h"
#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "monitor/tasks/AnswerPanel.h"
#include "monitor/tasks/TaskDelegate.h"
#include "monitor/tasks/TaskListModel.h"

#include <QApplication>
#include <QListView>
#include <QPushButton>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

TasksPage::TasksPage(QWidget *parent)
    : QWidget(parent)
    , m_model(new TaskListModel(this))
    , m_list(new QListView)
    , m_panel(new AnswerPanel)
    , m_empty(new EmptyState(u"user-check"_s, {}, {}))
    , m_pages(new QStackedWidget)
    , m_banner(new Banner)
{
    setSurface(this, Surface::Panel);
    m_banner->setClosable(true);
    m_list->setModel(m_model);
    m_list->setItemDelegate(new TaskDelegate(m_list));
    m_list->setFrameShape(QFrame::NoFrame);
    m_list->setVerticalScrollMode(QAbstractItemView::ScrollPerPixel);
    m_list->setUniformItemSizes(true);
    m_list->setAccessibleName(tr("Open tasks"));

    // Lines longer than some 80 characters are hard to read; the panel stays at the left of what is left
    // over.
    auto *right = new QWidget;
    setSurface(right, Surface::Panel);
    auto *rightRow = new QHBoxLayout(right);
    rightRow->setContentsMargins(0, 0, 0, 0);
    rightRow->addWidget(m_panel, 1);
    m_panel->setMaximumWidth(720);
    auto *show = makeButton(tr("Show instance"), ButtonTone::Link);
    auto *side = new QVBoxLayout;
    side->setContentsMargins(0, space::xl, space::xl, 0);
    side->addWidget(show, 0, Qt::AlignTop | Qt::AlignRight);
    side->addStretch();
    rightRow->addLayout(side);

    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_list);
    split->addWidget(right);
    split->setStretchFactor(1, 1);
    split->setSizes({360, 840});
    m_pages->addWidget(m_empty);
    m_pages->addWidget(split);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);

    connect(m_model, &TaskListModel::countChanged, this, [this](int count) {
        showState();
        emit countChanged(count);
    });
    connect(m_model, &TaskListModel::failed, m_banner,
            [this](const QString &message) { m_banner->showMessage(Banner::Kind::Error, message); });
    connect(m_list->selectionModel(), &QItemSelectionModel::currentChanged, this, &TasksPage::showCurrent);
    connect(m_model, &QAbstractItemModel::dataChanged, this, &TasksPage::showCurrent);
    connect(m_panel, &AnswerPanel::answered, this, [this](const HumanTaskId &, const QString &outcome) {
        // The next task, or that there is none: the keyboard stays with the tasks.
        if (isAncestorOf(QApplication::focusWidget()))
            m_list->setFocus();
        emit statusMessage(tr("Answered: %1").arg(outcome));
    });
    connect(show, &QPushButton::clicked, this, [this] {
        if (m_panel->task())
            emit showInstanceRequested(m_panel->task()->id.instance);
    });
    m_empty->setFocusPolicy(Qt::TabFocus);
    showState();
}

// Parts that go with the base class must not call back any more.
TasksPage::~TasksPage()
{
    m_list->selectionModel()->disconnect(this);
    m_model->disconnect(this);
}

void TasksPage::setClient(HubClient *client)
{
    m_hasClient = client != nullptr;
    m_banner->clear();
    m_panel->setClient(client);
    m_model->setClient(client);
    showState();
}

int TasksPage::count() const
{
    return m_model->rowCount();
}

void TasksPage::showTaskOf(const InstanceId &instance)
{
    for (int row = 0; row < m_model->rowCount(); ++row) {
        if (m_model->at(row)->id.instance == instance) {
            m_list->setCurrentIndex(m_model->index(row));
            return;
        }
    }
}

void TasksPage::showState()
{
    if (!m_hasClient)
        m_empty->setTexts(tr("The hub is not running"),
                          tr("Tasks that wait for a person show here as soon as it runs."));
    else
        m_empty->setTexts(tr("Nothing waits for you"),
                          tr("When a workflow asks a person for an answer, the question appears here."));
    showPage(m_model->rowCount() > 0 ? 1 : 0);
    if (m_model->rowCount() > 0 && !m_list->currentIndex().isValid())
        m_list->setCurrentIndex(m_model->index(0));
    showCurrent();
}

// The page that goes must not hand the keyboard to another part of the window.
void TasksPage::showPage(int index)
{
    const bool hadFocus = isAncestorOf(QApplication::focusWidget());
    setFocusProxy(index == 0 ? static_cast<QWidget *>(m_empty) : m_list);
    m_pages->setCurrentIndex(index);
    if (hadFocus && !isAncestorOf(QApplication::focusWidget()))
        setFocus();
}

void TasksPage::showCurrent()
{
    const HumanTaskInfo *task = m_model->at(m_list->currentIndex().row());
    if (task)
        m_panel->setTask(*task);
    else
        m_panel->clear();
}

} // namespace perdura
