// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/CanvasScene.h"

#include <QGraphicsSceneMouseEvent>

#include <algorithm>

namespace perdura {

using namespace Qt::StringLiterals;

namespace {

/// One order for everything: each flow lies above the container that holds it, and in a flow the grounds of
/// containers lie below the edges, the edges below the nodes.
enum class Layer { Ground = 0, Edge = 1, Node = 2 };

double zValue(int depth, Layer layer, bool dragged = false)
{
    return depth * 4 + int(layer) + (dragged ? 1000 : 0);
}

/// Whether the figure shows the node's ports as connected as they are.
bool portsAgree(const NodeFigure &figure, const std::set<EdgeKey> &connected, const NodeId &id)
{
    return std::all_of(figure.ports.begin(), figure.ports.end(), [&](const PortFigure &port) {
        return port.connected == connected.contains({id, port.id});
    });
}

/// Wide enough for any drawing, so that the view never jumps because the drawing has grown.
constexpr QRectF endless{-200'000, -200'000, 400'000, 400'000};

} // namespace

CanvasScene::CanvasScene(QObject *parent)
    : QGraphicsScene(endless, parent)
{}

CanvasScene::~CanvasScene() = default;

void CanvasScene::setCatalog(const ActivityCatalog &catalog)
{
    m_catalog = catalog;
    m_shown.reset();
    sync(true);
}

void CanvasScene::setDefinition(std::shared_ptr<const WorkflowDefinition> definition)
{
    m_definition = std::move(definition);
    sync(false);
    emit definitionChanged();
}

void CanvasScene::setDefinition(std::shared_ptr<const WorkflowDefinition> definition,
                                const ActivityCatalog &catalog)
{
    m_catalog = catalog;
    m_shown.reset();
    setDefinition(std::move(definition));
}

void CanvasScene::setTrace(std::optional<RunTrace> trace)
{
    m_trace = std::move(trace);
    sync(true);
}

void CanvasScene::setProblems(std::vector<Problem> problems)
{
    if (problems == m_problems)
        return;
    m_problems = std::move(problems);
    m_problemsOf.clear();
    for (const Problem &problem : m_problems) {
        if (problem.node)
            m_problemsOf[*problem.node].push_back(&problem);
    }
    for (const auto &[id, item] : m_nodeItems) {
        NodeFigure figure = item->figure();
        applyProblems(figure, id);
        item->setFigure(figure);
    }
}

void CanvasScene::sync(bool textsChanged)
{
    m_previewed.clear();
    m_nodes.clear();
    m_placement.clear();
    const std::shared_ptr<const WorkflowDefinition> previous = m_shown;
    if (m_definition) {
        m_placement = geometry::place(*m_definition, m_collapsed);
        for (const Node &node : m_definition->nodes)
            m_nodes.emplace(node.id, &node);
    }
    syncNodes(previous.get(), textsChanged);
    syncEdges();
    m_shown = m_definition;
}

void CanvasScene::syncNodes(const WorkflowDefinition *previous, bool textsChanged)
{
    std::erase_if(m_nodeItems, [this](const auto &entry) {
        if (m_nodes.contains(entry.first))
            return false;
        delete entry.second;
        return true;
    });
    std::unordered_map<NodeId, const Node *> before;
    if (previous) {
        for (const Node &node : previous->nodes)
            before.emplace(node.id, &node);
    }
    std::unordered_map<NodeId, int> children;
    std::set<EdgeKey> connected;
    if (m_definition) {
        for (const Node &node : m_definition->nodes) {
            if (node.parent)
                ++children[*node.parent];
        }
        for (const Edge &edge : m_definition->edges)
            connected.insert({edge.from, edge.port});
    }
    for (const auto &[id, node] : m_nodes) {
        const geometry::PlacedNode &placed = m_placement[id];
        NodeItem *&item = m_nodeItems[id];
        const auto old = before.find(id);
        const bool same = item && old != before.end() && *old->second == *node &&
                          item->figure().size == placed.rect.size() &&
                          item->figure().openContainer == placed.openContainer &&
                          item->figure().childCount == children[id];
        if (!item) {
            item = new NodeItem(id);
            addItem(item);
        }
        if (!same || textsChanged || !portsAgree(item->figure(), connected, id)) {
            NodeFigure figure =
                same ? item->figure()
                     : makeFigure(*node, m_catalog, placed.rect.size(), placed.openContainer, children[id]);
            for (PortFigure &port : figure.ports)
                port.connected = connected.contains({id, port.id});
            applyProblems(figure, id);
            if (!same || textsChanged) {
                const auto trace =
                    m_trace ? m_trace->nodes.find(id) : std::map<NodeId, NodeTrace>::iterator();
                setFigureTrace(figure, m_trace && trace != m_trace->nodes.end() ? &trace->second : nullptr,
                               m_trace.has_value());
                fitTexts(figure);
            }
            item->setFigure(figure);
        }
        item->setPos(placed.rect.topLeft());
        item->setZValue(zValue(placed.depth, placed.openContainer ? Layer::Ground : Layer::Node));
        item->setVisible(!placed.hidden);
    }
}

void CanvasScene::syncEdges()
{
    std::map<EdgeKey, EdgeItem *> kept;
    if (m_definition) {
        for (const Edge &edge : m_definition->edges) {
            if (!m_nodes.contains(edge.from) || !m_nodes.contains(edge.to))
                continue;
            const EdgeKey key{edge.from, edge.port};
            auto node = m_edgeItems.extract(key);
            EdgeItem *item = node ? node.mapped() : new EdgeItem(key);
            if (!node)
                addItem(item);
            routeEdge(*item, edge, m_placement);
            const geometry::PlacedNode &from = m_placement[edge.from];
            item->setVisible(!from.hidden && !m_placement[edge.to].hidden);
            item->setZValue(zValue(from.depth, Layer::Edge));
            const auto taken = m_trace ? m_trace->edges.find({edge.from, edge.port})
                                       : std::map<std::pair<NodeId, std::string>, int>::iterator();
            item->setRun(m_trace.has_value(), m_trace && taken != m_trace->edges.end() ? taken->second : 0);
            kept.emplace(key, item);
        }
    }
    for (const auto &[key, item] : m_edgeItems)
        delete item;
    m_edgeItems = std::move(kept);
}

void CanvasScene::applyProblems(NodeFigure &figure, const NodeId &node) const
{
    figure.problem.reset();
    figure.problemText.clear();
    const auto found = m_problemsOf.find(node);
    if (found == m_problemsOf.end())
        return;
    QStringList sentences;
    for (const Problem *problem : found->second) {
        // A hint is no reason to look up from the work; the list of problems has it.
        if (problem->severity == Problem::Severity::Hint)
            continue;
        sentences << problem->message;
        if (!figure.problem)
            figure.problem = Problem::Severity::Warning;
        if (problem->severity == Problem::Severity::Error)
            figure.problem = Problem::Severity::Error;
    }
    figure.problemText = sentences.join(u'\n');
}

QPointF CanvasScene::anchorOf(const geometry::Placement &placement, const NodeId &node,
                              const std::string &port) const
{
    const auto placed = placement.find(node);
    const auto item = m_nodeItems.find(node);
    if (placed == placement.end() || item == m_nodeItems.end())
        return {};
    const PortFigure *figure = item->second->figure().port(port);
    // A port that the node no longer has: the edge stays visible until it is mended.
    const QPointF anchor =
        figure ? figure->anchor : QPointF(placed->second.rect.width(), geometry::nodeHeight / 2);
    return placed->second.rect.topLeft() + anchor;
}

void CanvasScene::routeEdge(EdgeItem &item, const Edge &edge, const geometry::Placement &placement)
{
    const NodeFigure &source = m_nodeItems[edge.from]->figure();
    const PortFigure *port = source.port(edge.port);
    const bool isError = port && port->isError;
    const QPointF from = anchorOf(placement, edge.from, edge.port);
    const QPointF to = placement.at(edge.to).rect.topLeft() + geometry::inputAnchor();
    QPolygonF corners = geometry::edgeCorners(from, isError ? geometry::Side::Bottom : geometry::Side::Right,
                                              to, source.portClearance);
    if (!isError && to.x() - from.x() > geometry::longEdge) {
        if (const auto lowest = lowestInTheWay(edge, corners, placement))
            corners = geometry::edgeCornersBelow(from, to, *lowest, source.portClearance);
    }
    item.setRoute(edge.to, corners, isError);
}

std::optional<double> CanvasScene::lowestInTheWay(const Edge &edge, const QPolygonF &corners,
                                                  const geometry::Placement &placement) const
{
    const int depth = placement.at(edge.from).depth;
    std::optional<double> lowest;
    for (const auto &[id, placed] : placement) {
        if (placed.depth != depth || placed.hidden || id == edge.from || id == edge.to)
            continue;
        for (qsizetype i = 0; i + 1 < corners.size(); ++i) {
            const QRectF piece = QRectF(corners[i], corners[i + 1]).normalized().adjusted(-1, -6, 1, 6);
            if (piece.intersects(placed.rect))
                lowest = std::max(lowest.value_or(placed.rect.bottom()), placed.rect.bottom());
        }
    }
    return lowest;
}

const Node *CanvasScene::node(const NodeId &id) const
{
    const auto found = m_nodes.find(id);
    return found == m_nodes.end() ? nullptr : found->second;
}

NodeItem *CanvasScene::nodeItem(const NodeId &id) const
{
    const auto found = m_nodeItems.find(id);
    return found == m_nodeItems.end() ? nullptr : found->second;
}

EdgeItem *CanvasScene::edgeItem(const EdgeKey &key) const
{
    const auto found = m_edgeItems.find(key);
    return found == m_edgeItems.end() ? nullptr : found->second;
}

QRectF CanvasScene::contentRect() const
{
    QRectF bounds;
    for (const auto &[id, placed] : m_placement) {
        if (!placed.hidden)
            bounds |= placed.rect;
    }
    return bounds;
}

void CanvasScene::setCollapsed(const NodeId &container, bool collapsed)
{
    if (collapsed ? m_collapsed.insert(container).second : m_collapsed.erase(container) > 0)
        sync(false);
}

void CanvasScene::reveal(const NodeId &id)
{
    for (const Node *at = node(id); at && at->parent && m_collapsed.contains(*at->parent);
         at = node(*at->parent))
        setCollapsed(*at->parent, false);
}

std::set<NodeId> CanvasScene::withDescendants(const std::set<NodeId> &nodes) const
{
    std::set<NodeId> all = nodes;
    for (bool grown = !nodes.empty(); grown;) {
        grown = false;
        for (const auto &[id, node] : m_nodes) {
            if (node->parent && all.contains(*node->parent))
                grown = all.insert(id).second || grown;
        }
    }
    return all;
}

void CanvasScene::previewMove(const std::set<NodeId> &nodes, const QPointF &offset)
{
    const std::set<NodeId> moved = withDescendants(nodes);
    m_previewed = moved;
    geometry::Placement preview = m_placement;
    for (const NodeId &id : moved) {
        geometry::PlacedNode &placed = preview[id];
        placed.rect.translate(offset);
        NodeItem *item = m_nodeItems[id];
        item->setPos(placed.rect.topLeft());
        item->setZValue(zValue(placed.depth, placed.openContainer ? Layer::Ground : Layer::Node, true));
    }
    for (const Edge &edge : m_definition->edges) {
        EdgeItem *item = edgeItem({edge.from, edge.port});
        if (item && (moved.contains(edge.from) || moved.contains(edge.to)))
            routeEdge(*item, edge, preview);
    }
}

void CanvasScene::endPreview()
{
    if (!m_previewed.empty())
        sync(false);
}

void CanvasScene::mousePressEvent(QGraphicsSceneMouseEvent *event)
{
    if (event->button() == Qt::LeftButton && toggleCollapserAt(event->scenePos())) {
        event->accept();
        return;
    }
    QGraphicsScene::mousePressEvent(event);
}

void CanvasScene::mouseMoveEvent(QGraphicsSceneMouseEvent *event)
{
    QGraphicsScene::mouseMoveEvent(event);
    if (event->buttons() == Qt::NoButton)
        hover(event->scenePos());
}

void CanvasScene::mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event)
{
    if (const NodeItem *item = nodeItemAt(event->scenePos())) {
        emit nodeActivated(item->id());
        event->accept();
        return;
    }
    QGraphicsScene::mouseDoubleClickEvent(event);
}

bool CanvasScene::toggleCollapserAt(const QPointF &scenePos)
{
    const NodeItem *item = nodeItemAt(scenePos);
    if (!item || !item->figure().isContainer ||
        !collapserRect(item->figure().size).contains(scenePos - item->pos()))
        return false;
    setCollapsed(item->id(), item->figure().openContainer);
    return true;
}

void CanvasScene::hover(const QPointF &scenePos)
{
    const NodeItem *nodeHit = nodeItemAt(scenePos);
    const EdgeItem *edgeHit = nodeHit ? nullptr : edgeItemAt(scenePos);
    const auto node = nodeHit ? std::optional(nodeHit->id()) : std::nullopt;
    const auto edge = edgeHit ? std::optional(edgeHit->key()) : std::nullopt;
    if (m_hoveredNode != node) {
        if (NodeItem *old = m_hoveredNode ? nodeItem(*m_hoveredNode) : nullptr)
            old->setHovered(false);
        if (node)
            nodeItem(*node)->setHovered(true);
        m_hoveredNode = node;
    }
    if (m_hoveredEdge != edge) {
        if (EdgeItem *old = m_hoveredEdge ? edgeItem(*m_hoveredEdge) : nullptr)
            old->setHovered(false);
        if (edge)
            edgeItem(*edge)->setHovered(true);
        m_hoveredEdge = edge;
    }
}

} // namespace perdura
