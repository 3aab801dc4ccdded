// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/canvas/AutoLayout.h"
#include "designer/canvas/CanvasGeometry.h"

#include <QTest>

using namespace perdura;
using namespace perdura::geometry;

namespace {

Node node(const char *id, NodeKind kind, const char *parent = nullptr)
{
    Node made = makeNode(kind, NodeId(std::string(id)), id);
    if (parent)
        made.parent = NodeId(std::string(parent));
    return made;
}

Edge edge(const char *from, const char *to, const char *port = "next")
{
    Edge made;
    made.from = NodeId(std::string(from));
    made.port = port;
    made.to = NodeId(std::string(to));
    return made;
}

NodeId id(const char *text)
{
    return NodeId(std::string(text));
}

} // namespace

class TestCanvasGeometry : public QObject
{
    Q_OBJECT

private slots:
    void detailFallsWithTheZoom()
    {
        QCOMPARE(detailLevel(1), DetailLevel::Full);
        QCOMPARE(detailLevel(0.45), DetailLevel::Full);
        QCOMPARE(detailLevel(0.44), DetailLevel::Compact);
        QCOMPARE(detailLevel(0.2), DetailLevel::Compact);
        QCOMPARE(detailLevel(0.19), DetailLevel::Block);
    }

    void theSummaryStandsDownToTheZoomOfTheTitleAlone()
    {
        QCOMPARE(letters(1), Letters::Usual);
        QCOMPARE(letters(0.65), Letters::Usual);
        QCOMPARE(letters(0.64), Letters::Larger);
        QCOMPARE(letters(0.45), Letters::Larger);
        QCOMPARE(letters(0.44), Letters::TitleAlone);
    }

    void positionsSnapToTheGrid()
    {
        QCOMPARE(snapped({29, -11}), QPointF(20, -20));
        QCOMPARE(snapped({30, 9.9}), QPointF(40, 0));
    }

    void nodesGrowWithMoreThanThreePorts()
    {
        QCOMPARE(nodeSize(0), QSizeF(200, 64));
        QCOMPARE(nodeSize(3), QSizeF(200, 64));
        QCOMPARE(nodeSize(5), QSizeF(200, 100));
    }

    void portsStandAroundTheMiddleOfTheRightSide()
    {
        const QSizeF size = nodeSize(1);
        QCOMPARE(inputAnchor(), QPointF(0, 32));
        QCOMPARE(rightAnchor(size, false, 0, 1), QPointF(200, 32));
        QCOMPARE(rightAnchor(size, false, 0, 2), QPointF(200, 23));
        QCOMPARE(rightAnchor(size, false, 1, 2), QPointF(200, 41));
        QCOMPARE(rightAnchor({400, 300}, true, 0, 1), QPointF(400, 32));
        QCOMPARE(errorAnchor(size), QPointF(100, 64));
    }

    void edgesThatLeadOnTurnTwice()
    {
        const QPolygonF corners = edgeCorners({200, 32}, Side::Right, {280, 92});
        QCOMPARE(corners, QPolygonF({{200, 32}, {240, 32}, {240, 92}, {280, 92}}));
    }

    void edgesTurnBehindTheNamesOfThePorts()
    {
        QCOMPARE(edgeCorners({200, 23}, Side::Right, {400, 92}, 120),
                 QPolygonF({{200, 23}, {320, 23}, {320, 92}, {400, 92}}));
        QCOMPARE(edgeCorners({200, 23}, Side::Right, {280, 92}, 70),
                 QPolygonF({{200, 23}, {260, 23}, {260, 92}, {280, 92}})); // as far as there is room
        QCOMPARE(edgeCorners({200, 23}, Side::Right, {0, 32}, 70),
                 QPolygonF({{200, 23}, {270, 23}, {270, 92}, {-20, 92}, {-20, 32}, {0, 32}}));
        QCOMPARE(edgeCornersBelow({200, 41}, {760, 32}, 64, 70),
                 QPolygonF({{200, 41}, {270, 41}, {270, 84}, {740, 84}, {740, 32}, {760, 32}}));
    }

    void edgesOnOneHeightAreStraight()
    {
        QCOMPARE(edgeCorners({200, 32}, Side::Right, {280, 32}), QPolygonF({{200, 32}, {280, 32}}));
    }

    void edgesThatLeadBackPassBelow()
    {
        const QPolygonF corners = edgeCorners({200, 32}, Side::Right, {0, 32});
        QCOMPARE(corners, QPolygonF({{200, 32}, {220, 32}, {220, 92}, {-20, 92}, {-20, 32}, {0, 32}}));
    }

    void longEdgesPassBelowWhatIsInTheirWay()
    {
        QCOMPARE(edgeCornersBelow({200, 41}, {760, 32}, 64),
                 QPolygonF({{200, 41}, {240, 41}, {240, 84}, {740, 84}, {740, 32}, {760, 32}}));
    }

    void edgesFromTheErrorPortBeginDownwards()
    {
        QCOMPARE(edgeCorners({100, 64}, Side::Bottom, {280, 152}),
                 QPolygonF({{100, 64}, {100, 152}, {280, 152}}));
    }

    void roundedPathsKeepTheirEndsAndLeaveRoomForTheArrow()
    {
        const QPainterPath path = roundedPath({{0, 0}, {50, 0}, {50, 50}, {100, 50}}, 10, 8);
        QCOMPARE(path.elementAt(0).x, 0.0);
        QCOMPARE(path.currentPosition(), QPointF(92, 50));
        QCOMPARE(path.elementAt(1).x, 40.0);
    }

    void distanceIsThatToTheNearestPiece()
    {
        const QPolygonF corners({{0, 0}, {50, 0}, {50, 50}});
        QCOMPARE(distanceToLine(corners, {25, 7}), 7.0);
        QCOMPARE(distanceToLine(corners, {54, 25}), 4.0);
        QCOMPARE(distanceToLine(corners, {53, 54}), 5.0);
    }

    void containersGrowWithTheirContent()
    {
        QCOMPARE(containerSize({}), QSizeF(320, 180));
        QCOMPARE(containerSize({0, 0, 480, 64}), QSizeF(540, 180));
        QCOMPARE(containerSize({0, 0, 480, 200}), QSizeF(540, 304));
    }

    void nodesInContainersLieRelativeToThem()
    {
        WorkflowDefinition definition;
        definition.nodes = {node("loop", NodeKind::ForEach), node("inner", NodeKind::Timer, "loop")};
        definition.layout = {{id("loop"), {100, 40}}, {id("inner"), {60, 20}}};
        const Placement placement = place(definition, {});
        QCOMPARE(placement.at(id("loop")).rect, QRectF(100, 40, 320, 188));
        QCOMPARE(placement.at(id("inner")).rect, QRectF(180, 144, 200, 64));
        QCOMPARE(placement.at(id("inner")).depth, 1);
    }

    void collapsedContainersAreNodesAndHideTheirContent()
    {
        WorkflowDefinition definition;
        definition.nodes = {node("loop", NodeKind::ForEach), node("inner", NodeKind::Timer, "loop")};
        definition.layout = {{id("loop"), {100, 40}}, {id("inner"), {60, 20}}};
        const Placement placement = place(definition, {id("loop")});
        QCOMPARE(placement.at(id("loop")).rect, QRectF(100, 40, 200, 64));
        QVERIFY(!placement.at(id("loop")).openContainer);
        QVERIFY(placement.at(id("inner")).hidden);
    }

    void autoLayoutPutsAChainInOneRow()
    {
        WorkflowDefinition definition;
        definition.nodes = {node("c", NodeKind::End), node("a", NodeKind::Start), node("b", NodeKind::Timer)};
        definition.edges = {edge("a", "b"), edge("b", "c")};
        const auto layout = autoLayout(definition);
        QCOMPARE(layout.at(id("a")), (NodePosition{0, 0}));
        QCOMPARE(layout.at(id("b")), (NodePosition{280, 0}));
        QCOMPARE(layout.at(id("c")), (NodePosition{560, 0}));
    }

    void autoLayoutPutsTheFirstWayOnTop()
    {
        WorkflowDefinition definition;
        definition.nodes = {node("yes", NodeKind::Timer), node("no", NodeKind::Timer),
                            node("if", NodeKind::If)};
        definition.edges = {edge("if", "no", "false"), edge("if", "yes", "true")};
        const auto layout = autoLayout(definition);
        QCOMPARE(layout.at(id("yes")), (NodePosition{280, 0}));
        QCOMPARE(layout.at(id("no")), (NodePosition{280, 100}));
    }

    void autoLayoutIsNotCaughtInLoops()
    {
        WorkflowDefinition definition;
        definition.nodes = {node("a", NodeKind::Start), node("b", NodeKind::Timer),
                            node("c", NodeKind::Timer)};
        definition.edges = {edge("a", "b"), edge("b", "c"), edge("c", "b")};
        const auto layout = autoLayout(definition);
        QCOMPARE(layout.at(id("b")).x, 280.0);
        QCOMPARE(layout.at(id("c")).x, 560.0);
    }

    void arrowsLeadToTheNearestNodeThatWay()
    {
        WorkflowDefinition definition;
        definition.nodes = {node("a", NodeKind::Timer), node("b", NodeKind::Timer),
                            node("c", NodeKind::Timer)};
        definition.layout = {{id("a"), {0, 0}}, {id("b"), {280, 0}}, {id("c"), {0, 100}}};
        const Placement placement = place(definition, {});
        QCOMPARE(nearestNode(placement, id("a"), Direction::Right), std::optional(id("b")));
        QCOMPARE(nearestNode(placement, id("a"), Direction::Down), std::optional(id("c")));
        QCOMPARE(nearestNode(placement, id("a"), Direction::Left), std::optional<NodeId>());
    }
};

QTEST_APPLESS_MAIN(TestCanvasGeometry)
#include "tst_canvas_geometry.moc"
