// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "designer/canvas/CanvasGeometry.h"
#include "designer/canvas/EdgeItem.h"
#include "designer/canvas/NodeItem.h"
#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/RunTrace.h"
#include "engine/definition/Validation.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QGraphicsScene>

#include <memory>
#include <optional>
#include <set>
#include <unordered_map>
#include <vector>

namespace perdura {

/// A definition on a canvas, to look at and to select in; the designer builds editing on top, the monitor
/// draws runs with it. Items persist over changes of the definition, by id, and with them selection and
/// focus. GUI thread.
class CanvasScene : public QGraphicsScene
{
    Q_OBJECT

public:
    explicit CanvasScene(QObject *parent = nullptr);
    ~CanvasScene() override;

    void setCatalog(const ActivityCatalog &catalog);
    /// Shows a definition; null empties the canvas.
    void setDefinition(std::shared_ptr<const WorkflowDefinition> definition);
    void setDefinition(std::shared_ptr<const WorkflowDefinition> definition, const ActivityCatalog &catalog);
    /// Lays what a run did over the drawing; none takes the overlay away.
    void setTrace(std::optional<RunTrace> trace);
    void setProblems(std::vector<Problem> problems);

    [[nodiscard]] const std::shared_ptr<const WorkflowDefinition> &definition() const { return m_definition; }
    [[nodiscard]] const ActivityCatalog &catalog() const { return m_catalog; }
    [[nodiscard]] const geometry::Placement &placement() const { return m_placement; }
    [[nodiscard]] const Node *node(const NodeId &id) const;
    /// Null when there is none; owned by the scene.
    [[nodiscard]] NodeItem *nodeItem(const NodeId &id) const;
    [[nodiscard]] EdgeItem *edgeItem(const EdgeKey &key) const;
    /// Bounds of all that is visible; empty when nothing is.
    [[nodiscard]] QRectF contentRect() const;

    /// Containers that are drawn as one node; a matter of the view, not of the definition.
    void setCollapsed(const NodeId &container, bool collapsed);
    [[nodiscard]] bool isCollapsed(const NodeId &container) const { return m_collapsed.contains(container); }
    /// Opens every container around a node, so that it can be seen.
    void reveal(const NodeId &node);

    [[nodiscard]] std::vector<NodeId> selectedNodes() const;
    [[nodiscard]] std::vector<EdgeKey> selectedEdges() const;
    void selectNodes(const std::vector<NodeId> &nodes);
    void selectEdge(const EdgeKey &edge);
    /// The one selected node; none when there are none or several.
    [[nodiscard]] std::optional<NodeId> currentNode() const;
    /// The node that an arrow key leads to: along the edges to the left and right where there are some.
    [[nodiscard]] std::optional<NodeId> neighbour(const NodeId &node, geometry::Direction direction) const;

    [[nodiscard]] NodeItem *nodeItemAt(const QPointF &scenePos) const;
    [[nodiscard]] EdgeItem *edgeItemAt(const QPointF &scenePos) const;
    /// The innermost open container whose inner area holds the point, leaving out `except` and what lies in
    /// them.
    [[nodiscard]] std::optional<NodeId> containerAt(const QPointF &scenePos,
                                                    const std::set<NodeId> &except = {}) const;
    /// Where the inner area of a container (none: the canvas) has its origin, in scene coordinates.
    [[nodiscard]] QPointF innerOrigin(const std::optional<NodeId> &container) const;
    /// The anchors of a node's ports, in scene coordinates.
    [[nodiscard]] QPointF inputPosition(const NodeId &node) const;
    [[nodiscard]] QPointF portPosition(const NodeId &node, const std::string &port) const;

    /// Draws nodes (with all that is inside them) moved by an offset, without changing the definition.
    void previewMove(const std::set<NodeId> &nodes, const QPointF &offset);
    void endPreview();

    /// The node and all nodes inside it, at any depth.
    [[nodiscard]] std::set<NodeId> withDescendants(const std::set<NodeId> &nodes) const;

signals:
    /// Double click, or Enter on the selected node.
    void nodeActivated(const perdura::NodeId &node);
    /// After the definition on show has been replaced.
    void definitionChanged();

protected:
    void mousePressEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseMoveEvent(QGraphicsSceneMouseEvent *event) override;
    void mouseDoubleClickEvent(QGraphicsSceneMouseEvent *event) override;
    /// Lights up what is under the pointer.
    void hover(const QPointF &scenePos);
    /// Opens or closes the container whose chevron is there; false when there is none.
    bool toggleCollapserAt(const QPointF &scenePos);

private:
    void sync(bool textsChanged);
    void syncNodes(const WorkflowDefinition *previous, bool textsChanged);
    void syncEdges();
    void applyProblems(NodeFigure &figure, const NodeId &node) const;
    void routeEdge(EdgeItem &item, const Edge &edge, const geometry::Placement &placement);
    /// The lowest bottom of the nodes that an edge would run behind.
    [[nodiscard]] std::optional<double> lowestInTheWay(const Edge &edge, const QPolygonF &corners,
                                                       const geometry::Placement &placement) const;
    [[nodiscard]] QPointF anchorOf(const geometry::Placement &placement, const NodeId &node,
                                   const std::string &port) const;

    std::shared_ptr<const WorkflowDefinition> m_definition;
    std::shared_ptr<const WorkflowDefinition> m_shown; ///< what the items were last made from
    ActivityCatalog m_catalog;
    std::optional<RunTrace> m_trace;
    std::unordered_map<NodeId, std::vector<const Problem *>> m_problemsOf;
    std::vector<Problem> m_problems;
    std::set<NodeId> m_collapsed;
    geometry::Placement m_placement;
    std::unordered_map<NodeId, const Node *> m_nodes;
    std::unordered_map<NodeId, NodeItem *> m_nodeItems; ///< owned by the scene
    std::map<EdgeKey, EdgeItem *> m_edgeItems;          ///< owned by the scene
    std::set<NodeId> m_previewed;
    std::optional<NodeId> m_hoveredNode;
    std::optional<EdgeKey> m_hoveredEdge;
};

} // namespace perdura
