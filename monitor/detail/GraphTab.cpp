// SPDX-License-Identifier: GPL-3.0-or-later
#include "monitor/detail/GraphTab.h"

#include "app/kit/Banner.h"
#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "designer/canvas/CanvasScene.h"
#include "designer/canvas/CanvasView.h"
#include "monitor/detail/LiveTrace.h"

#include <QFrame>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QScopedValueRollback>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

GraphTab::GraphTab(QWidget *parent)
    : QWidget(parent)
    , m_scene(new CanvasScene(this))
    , m_view(new CanvasView(m_scene))
    , m_empty(new EmptyState(u"workflow"_s, {}, {}))
    , m_pages(new QStackedWidget)
    , m_banner(new Banner)
{
    m_view->setFrameShape(QFrame::NoFrame);
    auto *tools = new QFrame;
    setSurface(tools, Surface::Card);
    auto *bar = new QHBoxLayout(tools);
    bar->setContentsMargins(space::xs, space::xs, space::xs, space::xs);
    bar->setSpacing(2);
    const auto addButton = [&](const QString &iconName, const QString &toolTip, auto slot) {
        QToolButton *button = makeIconButton(iconName, toolTip, this);
        connect(button, &QToolButton::clicked, m_view, slot);
        bar->addWidget(button);
    };
    addButton(u"zoom-out"_s, tr("Zoom out (-)"), &CanvasView::zoomOut);
    addButton(u"maximize"_s, tr("Show the whole drawing"), &CanvasView::zoomToFit);
    addButton(u"zoom-in"_s, tr("Zoom in (+)"), &CanvasView::zoomIn);
    auto *drawing = new QWidget;
    auto *layers = new QGridLayout(drawing); // the tools lie on the drawing, in its corner
    layers->setContentsMargins(0, 0, 0, 0);
    layers->addWidget(m_view, 0, 0, 2, 2);
    auto *corner = new QVBoxLayout;
    corner->setContentsMargins(0, space::m, space::m, 0);
    corner->addWidget(tools);
    layers->addLayout(corner, 0, 1, Qt::AlignTop | Qt::AlignRight);
    layers->setColumnStretch(0, 1);
    layers->setRowStretch(1, 1);
    tools->raise();

    m_pages->addWidget(m_empty);
    m_pages->addWidget(drawing);
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->setSpacing(0);
    column->addWidget(m_banner);
    column->addWidget(m_pages, 1);
    setFocusProxy(m_view);
    connect(m_scene, &QGraphicsScene::selectionChanged, this, [this] {
        if (!m_isSelecting)
            emit nodeChosen(m_scene->currentNode().value_or(NodeId()));
    });
}

// Parts that go with the base class must not call back any more.
GraphTab::~GraphTab()
{
    m_scene->disconnect(this);
}

void GraphTab::setActivities(const ActivityCatalog &activities)
{
    m_scene->setCatalog(activities);
}

void GraphTab::setReading(const std::shared_ptr<const RunReading> &reading)
{
    const QScopedValueRollback selecting(m_isSelecting, true);
    m_reading = reading;
    m_shownTimes.clear();
    const auto definition = reading ? reading->definition : nullptr;
    if (definition != m_scene->definition()) {
        m_scene->setTrace({});
        m_scene->setDefinition(definition);
        m_view->zoomToFit();
    }
    if (definition)
        m_scene->setTrace(traceAt(*reading, m_now));
    m_pages->setCurrentIndex(definition ? 1 : 0);
    if (!reading)
        m_empty->setTexts(tr("Reading the run…"),
                          tr("The drawing appears as soon as its history has been read."));
    else if (!definition)
        m_empty->setTexts(tr("There is no drawing of this run"),
                          reading->definitionProblem.isEmpty()
                              ? tr("Its workflow is written in code. Timeline and history show what it did.")
                              : reading->definitionProblem);
    if (reading && reading->trace && !reading->trace->problem.empty())
        m_banner->showMessage(Banner::Kind::Warning,
                              tr("The drawing does not tell the whole run: %1")
                                  .arg(QString::fromStdString(reading->trace->problem)));
    else
        m_banner->clear();
}

// The scene lays out all its texts anew for a trace, so it gets one only when a word of it changes.
void GraphTab::setNow(Instant now)
{
    m_now = now;
    if (!m_reading || !m_reading->definition || !m_reading->timeline.isLive)
        return;
    const auto trace = traceAt(*m_reading, now);
    if (!trace)
        return;
    QStringList times;
    for (const auto &[id, node] : trace->nodes) {
        if (node.state == NodeRunState::Running || node.state == NodeRunState::Waiting)
            times << describeDuration(node.busy);
    }
    if (times == m_shownTimes)
        return;
    m_shownTimes = times;
    const QScopedValueRollback selecting(m_isSelecting, true);
    m_scene->setTrace(trace);
}

void GraphTab::selectNode(const NodeId &node)
{
    if (m_scene->currentNode().value_or(NodeId()) == node)
        return;
    const QScopedValueRollback selecting(m_isSelecting, true);
    if (node.isEmpty() || !m_scene->node(node)) {
        m_scene->selectNodes({});
        return;
    }
    m_scene->reveal(node);
    m_scene->selectNodes({node});
    m_view->ensureNodeVisible(node);
}

} // namespace perdura
