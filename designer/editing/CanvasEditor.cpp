// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/editing/CanvasEditor.h"

#include "app/kit/Look.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/Clipboard.h"
#include "designer/palette/ConnectPicker.h"
#include "designer/palette/NodePicker.h"

#include <QKeyEvent>
#include <QLabel>

#include <algorithm>

namespace perdura {

namespace {

std::set<NodeId> asSet(const std::vector<NodeId> &nodes)
{
    return {nodes.begin(), nodes.end()};
}

} // namespace

CanvasEditor::CanvasEditor(DefinitionDocument &document, QWidget *parent)
    : CanvasEditor(std::make_unique<EditingScene>(document), parent)
{}

CanvasEditor::CanvasEditor(std::unique_ptr<EditingScene> scene, QWidget *parent)
    : CanvasView(scene.get(), parent)
    , m_scene(std::move(scene))
    , m_hint(makeLabel(tr("Drag a node here or double-click one in the palette"), TextStyle::Section,
                       TextTone::Secondary, this))
{
    setAcceptDrops(true);
    m_hint->setAlignment(Qt::AlignCenter);
    m_hint->setWordWrap(true);
    m_hint->setAttribute(Qt::WA_TransparentForMouseEvents);
    connect(m_scene.get(), &CanvasScene::definitionChanged, this, &CanvasEditor::updateHint);
    connect(m_scene.get(), &EditingScene::gestureRefused, this, &CanvasEditor::statusMessage);
    connect(m_scene.get(), &EditingScene::nodeWanted, this, &CanvasEditor::pickAtEndOf);
    connect(m_scene.get(), &EditingScene::contextMenuWanted, this,
            [this](const QPointF &, const QPoint &screenPos) { emit contextMenuWanted(screenPos); });
    updateHint();
}

CanvasEditor::~CanvasEditor()
{
    setScene(nullptr);
}

void CanvasEditor::updateHint()
{
    m_hint->setVisible(document().definition()->nodes.empty());
}

void CanvasEditor::resizeEvent(QResizeEvent *event)
{
    CanvasView::resizeEvent(event);
    m_hint->setGeometry(rect().adjusted(24, 24, -24, -24));
}

void CanvasEditor::addTemplate(const edits::NodeTemplate &from)
{
    add(from, placeForNew(*m_scene, from.kind, mapToScene(viewport()->rect().center())));
}

void CanvasEditor::add(const edits::NodeTemplate &from, const NodePlace &place)
{
    select(m_scene->editor().addNode(from, place.container, place.position, {place.after, {}}));
}

void CanvasEditor::select(const NodeId &node)
{
    m_scene->reveal(node);
    m_scene->selectNodes({node});
    ensureNodeVisible(node);
    setFocus(Qt::OtherFocusReason);
}

void CanvasEditor::pickNode()
{
    const auto current = m_scene->currentNode();
    if (current && isEmptyContainer(*m_scene, *current)) {
        pickInside();
        return;
    }
    const auto &nodes = document().definition()->nodes;
    const bool begun = std::any_of(nodes.begin(), nodes.end(),
                                   [](const Node &node) { return node.kind == NodeKind::Start; });
    openPicker(tr("Add a node"), !begun, besideCurrent(),
               [this](const edits::NodeTemplate &from) { addTemplate(from); });
}

bool CanvasEditor::canAddInside() const
{
    const auto current = m_scene->currentNode();
    return current && nodeKindInfo(m_scene->node(*current)->kind).isContainer;
}

void CanvasEditor::pickInside()
{
    if (!canAddInside())
        return;
    const NodeId container = *m_scene->currentNode();
    const QString name = QString::fromStdString(m_scene->node(container)->name);
    openPicker(tr("Add inside “%1”").arg(name), false, besideCurrent(),
               [this, container](const edits::NodeTemplate &from) {
                   if (m_scene->node(container))
                       add(from, placeInside(*m_scene, container));
               });
}

QPoint CanvasEditor::besideCurrent()
{
    const auto current = m_scene->currentNode();
    if (!current)
        return viewport()->mapToGlobal(viewport()->rect().center());
    ensureNodeVisible(*current);
    return viewport()->mapToGlobal(mapFromScene(m_scene->nodeItem(*current)->cardRect().topRight()));
}

bool CanvasEditor::canConnect() const
{
    const auto current = m_scene->currentNode();
    return current && !m_scene->nodeItem(*current)->figure().ports.empty();
}

void CanvasEditor::pickConnection()
{
    if (!canConnect())
        return;
    auto *picker = new ConnectPicker(document().definition(), *m_scene->currentNode(), this);
    connect(picker, &ConnectPicker::connectionChosen, this, [this](const EdgeKey &edge, const NodeId &to) {
        // The popup shows a snapshot; what was deleted meanwhile cannot be connected.
        if (const auto refusal = edits::connectionRefusal(*document().definition(), edge, to))
            emit statusMessage(*refusal);
        else
            m_scene->editor().connectPort(edge, to);
    });
    picker->openAt(besideCurrent());
}

void CanvasEditor::openPicker(const QString &title, bool withStart, const QPoint &globalPos,
                              const Chosen &chosen)
{
    auto *picker = new NodePicker(title, document().catalog(), withStart, this);
    picker->setDefinitionKind(document().definition()->kind);
    connect(picker, &NodePicker::templateChosen, this, chosen);
    picker->openAt(globalPos);
}

void CanvasEditor::pickAtEndOf(const EdgeKey &edge, const QPointF &scenePos, const QPoint &globalPos)
{
    openPicker(tr("Add a node"), false, globalPos, [this, edge, scenePos](const edits::NodeTemplate &from) {
        const Node *source = m_scene->node(edge.from);
        const auto container = source ? source->parent : std::nullopt;
        QPointF position = scenePos - geometry::inputAnchor() - m_scene->innerOrigin(container);
        if (container)
            position = {std::max(0.0, position.x()), std::max(0.0, position.y())};
        add(from, {container, geometry::snapped(position), edge});
    });
}

bool CanvasEditor::hasSelection() const
{
    return !m_scene->selectedItems().isEmpty();
}

void CanvasEditor::deleteSelection(bool heal)
{
    const std::set<NodeId> nodes = asSet(m_scene->selectedNodes());
    const std::vector<EdgeKey> edges = m_scene->selectedEdges();
    if (!nodes.empty() || !edges.empty())
        m_scene->editor().remove(nodes, edges, heal);
}

void CanvasEditor::selectAllNodes()
{
    std::vector<NodeId> all;
    for (const Node &node : document().definition()->nodes)
        all.push_back(node.id);
    m_scene->selectNodes(all);
}

void CanvasEditor::duplicateSelection()
{
    const std::set<NodeId> nodes = asSet(m_scene->selectedNodes());
    if (nodes.empty())
        return;
    const std::set<NodeId> copies = m_scene->editor().duplicate(nodes);
    m_scene->selectNodes({copies.begin(), copies.end()});
}

void CanvasEditor::copySelection()
{
    const std::set<NodeId> nodes = asSet(m_scene->selectedNodes());
    if (!nodes.empty())
        copyToClipboard(edits::clipping(*document().definition(), nodes));
}

void CanvasEditor::cutSelection()
{
    copySelection();
    const std::set<NodeId> nodes = asSet(m_scene->selectedNodes());
    if (!nodes.empty())
        m_scene->editor().remove(nodes, {}, false);
}

void CanvasEditor::paste()
{
    const auto clipping = clippingFromClipboard();
    if (!clipping) {
        emit statusMessage(clipping.error().message);
        return;
    }
    // Under the pointer when it is over the canvas, else in the middle; the container that is there takes
    // them.
    const QPoint pointer = viewport()->mapFromGlobal(QCursor::pos());
    const bool inside = viewport()->underMouse() && viewport()->rect().contains(pointer);
    const QPointF at = mapToScene(inside ? pointer : viewport()->rect().center());
    const auto container = m_scene->containerAt(at);
    const QPointF spot = freeSpot(*m_scene, container, at - m_scene->innerOrigin(container));
    const std::set<NodeId> nodes = m_scene->editor().paste(*clipping, container, spot);
    m_scene->selectNodes({nodes.begin(), nodes.end()});
}

void CanvasEditor::nudge(const QPointF &offset)
{
    const std::set<NodeId> nodes = asSet(m_scene->selectedNodes());
    if (nodes.empty())
        return;
    // Until Alt is released, all steps are one.
    if (!std::exchange(m_nudging, true))
        ++m_nudgeSession;
    m_scene->editor().move(nodes, offset, QStringLiteral("nudge %1").arg(m_nudgeSession));
}

void CanvasEditor::keyPressEvent(QKeyEvent *event)
{
    if (event->modifiers() & Qt::AltModifier) {
        const double step = geometry::gridStep;
        switch (event->key()) {
        case Qt::Key_Left:
            nudge({-step, 0});
            return;
        case Qt::Key_Right:
            nudge({step, 0});
            return;
        case Qt::Key_Up:
            nudge({0, -step});
            return;
        case Qt::Key_Down:
            nudge({0, step});
            return;
        default:
            break;
        }
    }
    if (event->key() == Qt::Key_Escape && (m_scene->cancelGesture() || hasSelection())) {
        m_scene->clearSelection();
        return;
    }
    CanvasView::keyPressEvent(event);
}

void CanvasEditor::keyReleaseEvent(QKeyEvent *event)
{
    if (event->key() == Qt::Key_Alt)
        m_nudging = false;
    CanvasView::keyReleaseEvent(event);
}

} // namespace perdura
