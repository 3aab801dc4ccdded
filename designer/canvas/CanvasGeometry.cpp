// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/CanvasGeometry.h"

#include "designer/canvas/AutoLayout.h"

#include <QLineF>

#include <algorithm>
#include <cmath>
#include <limits>

namespace perdura::geometry {

namespace {

constexpr double stub = edgeStub;
/// How far below its ends an edge that leads back passes.
constexpr double detour = 60;

double distanceToPiece(const QLineF &piece, const QPointF &point)
{
    const QPointF along = piece.p2() - piece.p1();
    const double length = QPointF::dotProduct(along, along);
    const double share =
        length <= 0 ? 0 : std::clamp(QPointF::dotProduct(point - piece.p1(), along) / length, 0.0, 1.0);
    return QLineF(point, piece.p1() + along * share).length();
}

QPolygonF withoutRepeats(const QPolygonF &corners)
{
    QPolygonF result;
    for (const QPointF &corner : corners) {
        if (result.isEmpty() || QLineF(result.last(), corner).length() > 0.01)
            result << corner;
    }
    return result;
}

QPolygonF cornersFromRight(const QPointF &from, const QPointF &to, double clear)
{
    if (to.x() - from.x() >= 2 * stub) {
        if (std::abs(to.y() - from.y()) < 1)
            return {from, to};
        const double middle = (from.x() + to.x()) / 2;
        const double turn = std::min(std::max(middle, from.x() + clear), to.x() - stub);
        return {from, {turn, from.y()}, {turn, to.y()}, to};
    }
    const double lane = std::abs(to.y() - from.y()) > 2 * detour ? (from.y() + to.y()) / 2
                                                                 : std::max(from.y(), to.y()) + detour;
    return {from,
            {from.x() + clear, from.y()},
            {from.x() + clear, lane},
            {to.x() - stub, lane},
            {to.x() - stub, to.y()},
            to};
}

QPolygonF cornersFromBottom(const QPointF &from, const QPointF &to)
{
    if (to.x() - from.x() >= stub && to.y() - from.y() >= stub)
        return {from, {from.x(), to.y()}, to};
    const double lane = to.y() - from.y() > 2 * stub ? (from.y() + to.y()) / 2 : from.y() + stub;
    return {from, {from.x(), lane}, {to.x() - stub, lane}, {to.x() - stub, to.y()}, to};
}

/// Places the flows from the outermost inwards, after their sizes were found from the innermost outwards.
class Placer
{
public:
    Placer(const WorkflowDefinition &definition, const std::set<NodeId> &collapsed)
        : m_collapsed(collapsed)
        , m_layout(completeLayout(definition))
    {
        for (const Node &node : definition.nodes)
            m_flows[node.parent ? node.parent->value : std::string()].push_back(&node);
    }

    Placement run()
    {
        placeFlow({}, QPointF(), 0, false);
        return std::move(m_placement);
    }

private:
    QSizeF sizeOf(const Node &node, int depth)
    {
        const bool open = nodeKindInfo(node.kind).isContainer && !m_collapsed.contains(node.id);
        if (!open) {
            const auto ports = outputPorts(node);
            const auto right =
                std::count_if(ports.begin(), ports.end(), [](const auto &p) { return !p.isError; });
            return nodeSize(int(right));
        }
        QRectF content;
        const auto inner = m_flows.find(node.id.value);
        if (inner != m_flows.end() && depth < maxDepth) {
            for (const Node *child : inner->second)
                content |= QRectF(positionOf(*child), sizeOf(*child, depth + 1));
        }
        return containerSize(content);
    }

    QPointF positionOf(const Node &node) const
    {
        const auto found = m_layout.find(node.id);
        return found == m_layout.end() ? QPointF() : QPointF(found->second.x, found->second.y);
    }

    void placeFlow(const std::string &container, const QPointF &origin, int depth, bool hidden)
    {
        const auto flow = m_flows.find(container);
        if (flow == m_flows.end() || depth > maxDepth)
            return;
        for (const Node *node : flow->second) {
            const bool isContainer = nodeKindInfo(node->kind).isContainer;
            const bool open = isContainer && !m_collapsed.contains(node->id);
            const QRectF rect(origin + positionOf(*node), sizeOf(*node, depth));
            m_placement[node->id] = {rect, depth, open, hidden};
            if (isContainer)
                placeFlow(node->id.value, rect.topLeft() + containerInnerOrigin(), depth + 1,
                          hidden || !open);
        }
    }

    /// Deeper nesting is a circle of parents, which validation reports; here it must only come to an end.
    static constexpr int maxDepth = 16;

    const std::set<NodeId> &m_collapsed;
    std::map<NodeId, NodePosition> m_layout;
    std::unordered_map<std::string, std::vector<const Node *>> m_flows;
    Placement m_placement;
};

} // namespace

DetailLevel detailLevel(double scale)
{
    if (scale < 0.2)
        return DetailLevel::Block;
    return scale < 0.45 ? DetailLevel::Compact : DetailLevel::Full;
}

Letters letters(double scale)
{
    if (scale < 0.45)
        return Letters::TitleAlone;
    return scale < 0.65 ? Letters::Larger : Letters::Usual;
}

QPointF snapped(const QPointF &point)
{
    return {std::round(point.x() / gridStep) * gridStep, std::round(point.y() / gridStep) * gridStep};
}

QSizeF nodeSize(int rightPorts)
{
    return {nodeWidth, nodeHeight + std::max(0, rightPorts - 3) * portSpacing};
}

QPointF inputAnchor()
{
    return {0, nodeHeight / 2};
}

QPointF rightAnchor(const QSizeF &size, bool openContainer, int index, int count)
{
    const double middle = (openContainer ? containerHeader : size.height()) / 2;
    return {size.width(), middle + (index - (count - 1) / 2.0) * portSpacing};
}

QPointF errorAnchor(const QSizeF &size)
{
    return {size.width() / 2, size.height()};
}

QPolygonF edgeCorners(const QPointF &from, Side side, const QPointF &to, double clear)
{
    return withoutRepeats(side == Side::Right ? cornersFromRight(from, to, clear)
                                              : cornersFromBottom(from, to));
}

QPolygonF edgeCornersBelow(const QPointF &from, const QPointF &to, double lowest, double clear)
{
    const double lane = lowest + stub;
    const double turn = from.x() + std::max(2 * stub, clear);
    return withoutRepeats(
        {from, {turn, from.y()}, {turn, lane}, {to.x() - stub, lane}, {to.x() - stub, to.y()}, to});
}

QPainterPath roundedPath(const QPolygonF &corners, double radius, double shortened)
{
    QPainterPath path;
    if (corners.isEmpty())
        return path;
    path.moveTo(corners.first());
    for (int i = 1; i + 1 < corners.size(); ++i) {
        const QLineF in(corners[i], corners[i - 1]);
        const QLineF out(corners[i], corners[i + 1]);
        const double r = std::min({radius, in.length() / 2, out.length() / 2});
        path.lineTo(in.pointAt(r / in.length()));
        path.quadTo(corners[i], out.pointAt(r / out.length()));
    }
    if (corners.size() > 1) {
        const QLineF last(corners[corners.size() - 1], corners[corners.size() - 2]);
        path.lineTo(last.pointAt(std::min(1.0, shortened / std::max(0.01, last.length()))));
    }
    return path;
}

double distanceToLine(const QPolygonF &corners, const QPointF &point)
{
    double nearest = std::numeric_limits<double>::max();
    for (int i = 0; i + 1 < corners.size(); ++i)
        nearest = std::min(nearest, distanceToPiece({corners[i], corners[i + 1]}, point));
    return nearest;
}

QPointF containerInnerOrigin()
{
    return {containerPadding, containerHeader + containerPadding};
}

QSizeF containerSize(const QRectF &content)
{
    const QPointF origin = containerInnerOrigin();
    const QSizeF needed(origin.x() + content.right() + containerPaddingRight,
                        origin.y() + content.bottom() + containerPadding);
    return containerMinimum.expandedTo(needed);
}

Placement place(const WorkflowDefinition &definition, const std::set<NodeId> &collapsed)
{
    return Placer(definition, collapsed).run();
}

std::optional<NodeId> nearestNode(const Placement &placement, const NodeId &current, Direction direction)
{
    const auto start = placement.find(current);
    if (start == placement.end())
        return std::nullopt;
    const QPointF origin = start->second.rect.topLeft();
    std::optional<NodeId> best;
    double bestCost = std::numeric_limits<double>::max();
    for (const auto &[id, node] : placement) {
        if (node.hidden || id == current)
            continue;
        const QPointF way = node.rect.topLeft() - origin;
        const bool horizontal = direction == Direction::Left || direction == Direction::Right;
        const bool forward = direction == Direction::Right || direction == Direction::Down;
        const double along = (horizontal ? way.x() : way.y()) * (forward ? 1 : -1);
        const double across = std::abs(horizontal ? way.y() : way.x());
        // Nodes are three times as wide as they are high, so "below" may be further off to the side.
        if (along <= 0 || across > along * (horizontal ? 1.5 : 3))
            continue;
        const double cost = along + 2 * across;
        if (cost < bestCost || (cost == bestCost && id < *best)) {
            bestCost = cost;
            best = id;
        }
    }
    return best;
}

} // namespace perdura::geometry
