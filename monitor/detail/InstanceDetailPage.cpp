// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/InstanceDetailPage.h"

#include "app/kit/Banner.h"
#include "app/kit/Look.h"
#include "engine/client/WhenFinished.h"
#include "monitor/detail/DataTab.h"
#include "monitor/detail/GraphTab.h"
#include "monitor/detail/HistoryTab.h"
#include "monitor/detail/InstanceHeader.h"
#include "monitor/detail/LogTab.h"
#include "monitor/detail/NodePanel.h"
#include "monitor/detail/timeline/TimelineView.h"
#include "monitor/dialogs/AnswerDialog.h"
#include "monitor/dialogs/TerminateDialog.h"

#include <QKeyEvent>
#include <QShortcut>
#include <QSplitter>
#include <QTabWidget>
#include <QUuid>
#include <QVBoxLayout>

namespace perdura {

using namespace std::chrono_literals;

InstanceDetailPage::InstanceDetailPage(RunTracerFactory makeTracer, QWidget *parent)
    : QWidget(parent)
    , m_feed(new InstanceFeed(std::move(makeTracer), this))
    , m_header(new InstanceHeader)
    , m_banner(new Banner)
    , m_tabs(new QTabWidget)
    , m_graph(new GraphTab)
    , m_timeline(new TimelineView)
    , m_history(new HistoryTab)
    , m_data(new DataTab)
    , m_log(new LogTab)
    , m_nodePanel(new NodePanel)
{
    m_banner->setClosable(true);
    layOut();
    connectFeed();
    connectHeader();
    connectSelection();
    connect(&m_clock, &QTimer::timeout, this, &InstanceDetailPage::tick);
}

// Parts that go with the base class must not call back any more.
InstanceDetailPage::~InstanceDetailPage()
{
    m_tabs->disconnect(this);
    m_feed->disconnect(this);
    m_graph->disconnect(this);
}

void InstanceDetailPage::layOut()
{
    m_tabs->setDocumentMode(true);
    m_tabs->addTab(m_graph, tr("Graph"));
    m_tabs->addTab(m_timeline, tr("Timeline"));
    m_tabs->addTab(m_history, tr("History"));
    m_tabs->addTab(m_data, tr("Data"));
    m_tabs->addTab(m_log, tr("Log"));
    auto *split = new QSplitter(Qt::Horizontal);
    split->setChildrenCollapsible(false);
    split->addWidget(m_tabs);
    split->addWidget(m_nodePanel);
    split->setStretchFactor(0, 1);
    split->setSizes({900, 340});
    m_nodePanel->hide();
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_header);
    column->addWidget(m_banner);
    column->addWidget(split, 1);
    setFocusProxy(m_tabs);
    connect(m_tabs, &QTabWidget::currentChanged, this, &InstanceDetailPage::showNodePanel);
    connect(m_tabs, &QTabWidget::currentChanged, this, &InstanceDetailPage::tick);
    auto *find = new QShortcut(QKeySequence::Find, this);
    find->setContext(Qt::WidgetWithChildrenShortcut);
    connect(find, &QShortcut::activated, this, &InstanceDetailPage::focusSearch);
}

void InstanceDetailPage::connectFeed()
{
    connect(m_feed, &InstanceFeed::detailChanged, this, [this] {
        showHeader();
        updateClock();
        m_data->setDetail(m_feed->detail());
    });
    connect(m_feed, &InstanceFeed::tasksChanged, this, &InstanceDetailPage::showHeader);
    connect(m_feed, &InstanceFeed::readingChanged, this, [this] {
        const auto &reading = m_feed->reading();
        m_graph->setReading(reading);
        m_timeline->setReading(reading);
        m_history->setReading(reading);
        m_log->setDefinition(reading ? reading->definition : nullptr);
        showHeader();
        showNodePanel();
    });
    connect(m_feed, &InstanceFeed::logChanged, m_log, &LogTab::setLines);
    connect(m_feed, &InstanceFeed::failed, m_banner,
            [this](const QString &message) { m_banner->showMessage(Banner::Kind::Error, message); });
}

void InstanceDetailPage::connectHeader()
{
    connect(m_header, &InstanceHeader::backRequested, this, &InstanceDetailPage::backRequested);
    connect(m_header, &InstanceHeader::raiseRequested, this, &InstanceDetailPage::raiseEvent);
    connect(m_header, &InstanceHeader::answerRequested, this, &InstanceDetailPage::answer);
    connect(m_header, &InstanceHeader::terminateRequested, this, &InstanceDetailPage::terminate);
    connect(m_header, &InstanceHeader::suspendRequested, this, &InstanceDetailPage::suspend);
    connect(m_header, &InstanceHeader::resumeRequested, this, &InstanceDetailPage::resume);
    connect(m_header, &InstanceHeader::rewindRequested, this, &InstanceDetailPage::rewind);
    connect(m_header, &InstanceHeader::restartRequested, this, &InstanceDetailPage::restart);
    connect(m_header, &InstanceHeader::idCopied, this,
            [this] { emit statusMessage(tr("The instance's id is on the clipboard.")); });
    connect(m_header, &InstanceHeader::definitionRequested, this, [this] {
        if (const InstanceDetail *detail = m_feed->detail())
            emit openDefinitionRequested(detail->summary.version,
                                         QString::fromStdString(detail->summary.name));
    });
}

void InstanceDetailPage::connectSelection()
{
    connect(m_graph, &GraphTab::nodeChosen, this, [this](const NodeId &node) { chooseNode(node, {}, -1); });
    connect(m_timeline, &TimelineView::nodeChosen, this, &InstanceDetailPage::chooseNode);
    connect(m_history, &HistoryTab::eventChosen, this, &InstanceDetailPage::chooseNode);
    connect(m_nodePanel, &NodePanel::iterationChosen, this,
            [this](const std::string &iteration) { m_iteration = iteration; });
    connect(m_nodePanel, &NodePanel::closeRequested, this, [this] { chooseNode({}, {}, -1); });
}

void InstanceDetailPage::setClient(HubClient *client)
{
    m_client = client;
    m_banner->clear();
    m_feed->setClient(client);
}

void InstanceDetailPage::setActivities(const ActivityCatalog &activities)
{
    m_graph->setActivities(activities);
    m_history->setActivities(activities);
}

void InstanceDetailPage::showInstance(const InstanceId &id)
{
    if (id == m_feed->id())
        return;
    m_banner->clear();
    chooseNode({}, {}, -1);
    m_feed->follow(id);
}

void InstanceDetailPage::showTab(Tab tab)
{
    m_tabs->setCurrentIndex(tab);
    m_tabs->currentWidget()->setFocus();
}

void InstanceDetailPage::focusSearch()
{
    m_tabs->setCurrentIndex(History);
    m_history->focusSearch();
}

// Comes here only when no field has a use for the key.
void InstanceDetailPage::keyPressEvent(QKeyEvent *event)
{
    if (event->key() != Qt::Key_Escape) {
        QWidget::keyPressEvent(event);
        return;
    }
    // One step at a time: first the selection goes, then the page.
    if (m_node.isEmpty())
        emit backRequested();
    else
        chooseNode({}, {}, -1);
}

void InstanceDetailPage::showHeader()
{
    m_header->show(m_feed->id(), m_feed->detail(), m_feed->reading().get(), m_feed->tasks());
}

// What lasts counts up by the second while it is looked at; else only "2 min ago" grows older.
void InstanceDetailPage::updateClock()
{
    const InstanceDetail *detail = m_feed->detail();
    if (!isVisible() || !detail) {
        m_clock.stop();
        return;
    }
    const auto pace = isTerminal(detail->summary.status) ? std::chrono::milliseconds(1min) : 1s;
    if (m_clock.isActive() && m_clock.intervalAsDuration() == pace)
        return;
    m_clock.start(pace);
}

void InstanceDetailPage::tick()
{
    const Instant now = SystemClock().now();
    showHeader();
    if (m_timeline->isVisible())
        m_timeline->setNow(now);
    if (m_graph->isVisible())
        m_graph->setNow(now);
    if (m_nodePanel->isVisible())
        m_nodePanel->refreshTimes();
}

void InstanceDetailPage::showEvent(QShowEvent *event)
{
    QWidget::showEvent(event);
    updateClock();
    tick();
}

void InstanceDetailPage::hideEvent(QHideEvent *event)
{
    QWidget::hideEvent(event);
    updateClock();
}

void InstanceDetailPage::chooseNode(const NodeId &node, const std::string &iteration, int event)
{
    m_node = node;
    m_iteration = iteration;
    m_graph->selectNode(node);
    m_timeline->selectNode(node);
    if (event >= 0)
        m_history->selectEvent(event);
    else
        m_history->selectNode(node);
    showNodePanel();
}

void InstanceDetailPage::showNodePanel()
{
    // The history shows its events in full at the same place, and the data are of the whole instance.
    const bool fits = m_tabs->currentIndex() == Graph || m_tabs->currentIndex() == Timeline;
    const auto &reading = m_feed->reading();
    const bool isShown = fits && reading && !m_node.isEmpty();
    if (isShown)
        m_nodePanel->show(reading, m_node, m_iteration);
    m_nodePanel->setVisible(isShown);
}

void InstanceDetailPage::raiseEvent()
{
    const InstanceDetail *detail = m_feed->detail();
    if (!m_client || !detail)
        return;
    QStringList awaited;
    if (m_feed->reading()) {
        for (const std::string &name : m_feed->reading()->awaitedEvents)
            awaited << QString::fromStdString(name);
    }
    const QString workflow = QString::fromStdString(detail->summary.name);
    auto *dialog = new RaiseEventDialog(m_client, detail->summary, awaited, m_drafts.value(workflow), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &RaiseEventDialog::raised, this, [this, workflow](const EventDraft &draft) {
        m_drafts.insert(workflow, draft);
        emit statusMessage(tr("Raised event “%1”.").arg(draft.name));
    });
    dialog->open();
}

void InstanceDetailPage::answer()
{
    if (!m_client || m_feed->tasks().empty())
        return;
    auto *dialog = new AnswerDialog(m_client, m_feed->tasks().front(), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &AnswerDialog::answered, this,
            [this](const QString &outcome) { emit statusMessage(tr("Answered: %1").arg(outcome)); });
    dialog->open();
}

void InstanceDetailPage::terminate()
{
    const InstanceDetail *detail = m_feed->detail();
    if (!m_client || !detail)
        return;
    const int running = m_feed->reading() ? runningActivities(*m_feed->reading()->history) : 0;
    auto *dialog = new TerminateDialog(m_client, detail->summary, running, int(m_feed->tasks().size()), this);
    dialog->setAttribute(Qt::WA_DeleteOnClose);
    connect(dialog, &TerminateDialog::terminated, this, [this, name = detail->summary.name] {
        emit statusMessage(tr("“%1” is being terminated.").arg(QString::fromStdString(name)));
    });
    dialog->open();
}

void InstanceDetailPage::report(const Result<void> &result, const QString &done)
{
    if (result)
        emit statusMessage(done);
    else
        m_banner->showMessage(Banner::Kind::Error, result.error().message);
}

void InstanceDetailPage::suspend()
{
    if (m_client) {
        whenFinished(
            m_client->suspend(instance(), tr("Suspended in the window.")), this,
            [this](const Result<void> &result) { report(result, tr("The instance stands still.")); });
    }
}

void InstanceDetailPage::resume()
{
    if (m_client) {
        whenFinished(m_client->resume(instance(), tr("Resumed in the window.")), this,
                     [this](const Result<void> &result) { report(result, tr("The instance goes on.")); });
    }
}

void InstanceDetailPage::rewind()
{
    if (!m_client)
        return;
    whenFinished(m_client->rewind(instance(), tr("Rewound in the window.")), this,
                 [this](const Result<std::vector<InstanceId>> &result) {
                     report(result ? Result<void>() : fail(result.error()),
                            tr("The instance goes on from where it failed."));
                 });
}

void InstanceDetailPage::restart()
{
    if (!m_client)
        return;
    const InstanceId newId(QUuid::createUuid().toString(QUuid::Id128));
    whenFinished(m_client->restart(instance(), newId), this, [this](const Result<InstanceId> &result) {
        report(result ? Result<void>() : fail(result.error()), tr("A new instance has been started."));
        if (result)
            emit instanceStarted(*result);
    });
}

} // namespace perdura
