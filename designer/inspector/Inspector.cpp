// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/inspector/Inspector.h"

#include "app/kit/EmptyState.h"
#include "app/kit/Look.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"
#include "designer/inspector/NodeInspector.h"
#include "designer/inspector/WorkflowInspector.h"

#include <QLabel>
#include <QPushButton>
#include <QScrollArea>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace perdura {

namespace {

QScrollArea *scrolling(QWidget *content, QWidget *parent)
{
    auto *area = new QScrollArea(parent);
    area->setWidgetResizable(true);
    area->setFrameShape(QFrame::NoFrame);
    area->setFocusPolicy(Qt::NoFocus); // Tab goes from field to field
    area->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
    content->setProperty("transparent", true);
    area->setWidget(content);
    return area;
}

} // namespace

Inspector::Inspector(QWidget *parent)
    : QWidget(parent)
    , m_pages(new QStackedWidget(this))
    , m_nothing(new EmptyState(QStringLiteral("panel-right"), tr("Nothing to inspect"),
                               tr("Open a workflow; what you select in it can be changed here."), this))
    , m_workflow(new WorkflowInspector(this))
    , m_node(new NodeInspector(this))
{
    setSurface(this, Surface::Panel);
    setAccessibleName(tr("Inspector"));
    auto *column = new QVBoxLayout(this);
    column->setContentsMargins(0, 0, 0, 0);
    column->addWidget(m_pages);
    m_workflowPage = scrolling(m_workflow, this);
    m_nodePage = scrolling(m_node, this);
    m_selectionPage = makeSelectionPage();
    for (QWidget *page : {m_nothing, static_cast<QWidget *>(m_workflowPage),
                          static_cast<QWidget *>(m_nodePage), m_selectionPage})
        m_pages->addWidget(page);
}

QWidget *Inspector::makeSelectionPage()
{
    auto *page = new QWidget(this);
    auto *column = new QVBoxLayout(page);
    column->setContentsMargins(space::l, space::l, space::l, space::l);
    column->setSpacing(space::s);
    m_selectionTitle = makeLabel({}, TextStyle::Section, TextTone::Normal, page);
    m_selectionText = makeLabel({}, TextStyle::Text, TextTone::Secondary, page);
    m_selectionText->setWordWrap(true);
    m_selectionText->setObjectName(QStringLiteral("selectionText"));
    column->addWidget(m_selectionTitle);
    column->addWidget(m_selectionText);
    column->addSpacing(space::s);
    QPushButton *duplicate = makeButton(tr("Duplicate"), ButtonTone::Normal, QStringLiteral("copy"), page);
    QPushButton *remove = makeButton(tr("Delete"), ButtonTone::Destructive, QStringLiteral("trash-2"), page);
    column->addWidget(duplicate, 0, Qt::AlignLeft);
    column->addWidget(remove, 0, Qt::AlignLeft);
    column->addStretch(1);
    m_duplicate = duplicate;
    connect(duplicate, &QPushButton::clicked, this, [this] {
        if (m_editor)
            m_editor->duplicateSelection();
    });
    connect(remove, &QPushButton::clicked, this, [this] {
        if (m_editor)
            m_editor->deleteSelection(false);
    });
    return page;
}

void Inspector::setEditor(CanvasEditor *editor)
{
    if (m_editor == editor)
        return;
    if (m_editor) {
        m_editor->scene().disconnect(this);
        m_editor->document().disconnect(this);
    }
    m_editor = editor;
    if (m_editor) {
        connect(&m_editor->scene(), &QGraphicsScene::selectionChanged, this, &Inspector::follow);
        connect(&m_editor->scene(), &CanvasScene::definitionChanged, this, &Inspector::follow);
        connect(&m_editor->document(), &DefinitionDocument::problemsChanged, this,
                &Inspector::refreshProblems);
    }
    follow();
}

void Inspector::follow()
{
    if (!m_editor) {
        m_node->setNode(nullptr, {}, {});
        m_workflow->setDocument(nullptr);
        m_pages->setCurrentWidget(m_nothing);
        return;
    }
    EditingScene &scene = m_editor->scene();
    const auto nodes = scene.selectedNodes();
    const auto edges = scene.selectedEdges();
    if (nodes.empty() && edges.empty()) {
        m_workflow->setDocument(&m_editor->document());
        m_pages->setCurrentWidget(m_workflowPage);
        return;
    }
    if (nodes.size() == 1 && edges.empty() && scene.node(nodes.front())) {
        m_node->setNode(&m_editor->document(), nodes.front(), m_pathRoot);
        m_pages->setCurrentWidget(m_nodePage);
        return;
    }
    const EdgeItem *edge = nodes.empty() && edges.size() == 1 ? scene.edgeItem(edges.front()) : nullptr;
    const Node *from = edge ? scene.node(edge->key().from) : nullptr;
    const Node *to = edge ? scene.node(edge->target()) : nullptr;
    if (from && to) {
        const PortFigure *port = scene.nodeItem(from->id)->figure().port(edge->key().port);
        m_selectionTitle->setText(tr("Edge"));
        m_selectionText->setText(tr("Leads from “%1” (%2) to “%3”.")
                                     .arg(QString::fromStdString(from->name),
                                          port ? port->title : QString::fromStdString(edge->key().port),
                                          QString::fromStdString(to->name)));
    } else {
        m_selectionTitle->setText(tr("%1 selected").arg(nodes.size() + edges.size()));
        m_selectionText->setText(
            tr("Drag one of the nodes to move all of them. They can be copied, also into another "
               "workflow, and deleted together."));
    }
    m_duplicate->setVisible(!nodes.empty());
    m_pages->setCurrentWidget(m_selectionPage);
}

void Inspector::refreshProblems()
{
    m_node->refreshProblems();
    m_workflow->refreshProblems();
}

void Inspector::focusField(const QString &pointer)
{
    if (m_pages->currentWidget() == m_nodePage)
        m_node->focusField(pointer);
    else if (m_pages->currentWidget() == m_workflowPage)
        m_workflow->focusName();
}

} // namespace perdura
