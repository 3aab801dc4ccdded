// SPDX-License-Identifier: GPL-3.0-or-later
#include "designer/document/DefinitionEdits.h"
#include "designer/document/DefinitionPatch.h"
#include "designer/document/InsertRoom.h"
#include "engine/definition/NodeReferences.h"
#include "tests/designer/SampleCatalog.h"

#include <QTest>

using namespace perdura;

namespace {

NodeId id(const char *text)
{
    return NodeId(std::string(text));
}

Node node(const char *name, NodeKind kind, const char *parent = nullptr)
{
    Node made = makeNode(kind, id(name), name);
    if (parent)
        made.parent = id(parent);
    return made;
}

Edge edge(const char *from, const char *to, const char *port = "next")
{
    Edge made;
    made.from = id(from);
    made.port = port;
    made.to = id(to);
    return made;
}

/// start -> a -> b, and a container with one node in it.
WorkflowDefinition sample()
{
    WorkflowDefinition definition;
    definition.name = "Sample";
    definition.nodes = {node("start", NodeKind::Start), node("a", NodeKind::Timer),
                        node("b", NodeKind::Timer), node("loop", NodeKind::ForEach),
                        node("in", NodeKind::Timer, "loop")};
    definition.edges = {edge("start", "a"), edge("a", "b")};
    definition.layout = {{id("start"), {0, 0}},
                         {id("a"), {280, 0}},
                         {id("b"), {560, 0}},
                         {id("loop"), {0, 200}},
                         {id("in"), {20, 20}}};
    return normalized(definition);
}

} // namespace

class TestDefinitionEdits : public QObject
{
    Q_OBJECT

private slots:
    void namesAndIdsAreCountedOn()
    {
        WorkflowDefinition definition = sample();
        definition.nodes[0].name = "Timer";
        QCOMPARE(edits::freeName(definition, "Log"), std::string("Log"));
        QCOMPARE(edits::freeName(definition, "Timer"), std::string("Timer 2"));
        definition.nodes[1].name = "Timer 2";
        QCOMPARE(edits::freeName(definition, "Timer 2"), std::string("Timer 3"));
        definition.nodes[0].id = id("timer-1");
        QCOMPARE(edits::freeId(definition, NodeKind::Timer), id("timer-2"));
    }

    void aTemplateMakesANodeNamedAfterItsActivity()
    {
        const Node made = edits::instantiate({NodeKind::Activity, "file.read"}, sample(), sampleCatalog());
        QCOMPARE(made.name, std::string("Read file"));
        QVERIFY(made.fields["activity"] == Json("file.read"));
    }

    void removingTakesEdgesAndContentAlong()
    {
        const WorkflowDefinition after = edits::without(sample(), {id("a"), id("loop")}, {}, false);
        QCOMPARE(after.nodes.size(), std::size_t(2));
        QVERIFY(after.edges.empty());
        QCOMPARE(after.layout.size(), std::size_t(2));
    }

    void removingCanHealTheWay()
    {
        const WorkflowDefinition after = edits::without(sample(), {id("a")}, {}, true);
        QCOMPARE(after.edges.size(), std::size_t(1));
        QCOMPARE(after.edges.front(), edge("start", "b"));
    }

    void aBranchIsNotHealed()
    {
        WorkflowDefinition definition = sample();
        definition.edges.push_back(edge("a", "loop", "error"));
        const WorkflowDefinition after = edits::without(definition, {id("a")}, {}, true);
        QVERIFY(after.edges.empty());
    }

    void insideContainersNothingMovesPastTheCorner()
    {
        const WorkflowDefinition after = edits::moved(sample(), {id("in"), id("a")}, {-100, -100});
        QCOMPARE(after.layout.at(id("in")), (NodePosition{0, 0}));
        QCOMPARE(after.layout.at(id("a")), (NodePosition{180, -100}));
    }

    void contentMovesOnlyWithItsContainer()
    {
        const WorkflowDefinition after = edits::moved(sample(), {id("loop"), id("in")}, {40, 40});
        QCOMPARE(after.layout.at(id("loop")), (NodePosition{40, 240}));
        QCOMPARE(after.layout.at(id("in")), (NodePosition{20, 20}));
    }

    void movingIntoAContainerDropsCrossingEdgesAndHeals()
    {
        const WorkflowDefinition after = edits::movedInto(sample(), {{id("a"), {240, 20}}}, id("loop"));
        QCOMPARE(after.find(id("a"))->parent, std::optional(id("loop")));
        QCOMPARE(after.edges.size(), std::size_t(1));
        QCOMPARE(after.edges.front(), edge("start", "b"));
        QCOMPARE(after.layout.at(id("a")), (NodePosition{240, 20}));
    }

    void aPortHasOneEdge()
    {
        const WorkflowDefinition after = edits::connected(sample(), {id("start"), "next"}, id("b"));
        QCOMPARE(after.edges.size(), std::size_t(2));
        QCOMPARE(after.target(id("start"), "next")->id, id("b"));
    }

    void aNodeIsPutBetweenTheEndsOfAnEdge()
    {
        WorkflowDefinition definition = sample();
        definition.nodes.push_back(node("new", NodeKind::Timer));
        const WorkflowDefinition after = edits::insertedInto(definition, {id("a"), "next"}, id("new"));
        QCOMPARE(after.target(id("a"), "next")->id, id("new"));
        QCOMPARE(after.target(id("new"), "next")->id, id("b"));
    }

    void aNodeThatComesBetweenTwoGetsRoom()
    {
        WorkflowDefinition definition = sample();
        definition.nodes.push_back(node("new", NodeKind::Timer));
        definition.layout[id("new")] = {420, -20};
        definition = edits::insertedInto(definition, {id("a"), "next"}, id("new"));
        const WorkflowDefinition after = edits::withRoomFor(definition, id("a"), id("new"));
        QCOMPARE(after.layout.at(id("a")), (NodePosition{280, 0}));
        QCOMPARE(after.layout.at(id("new")), (NodePosition{560, 0}));
        QCOMPARE(after.layout.at(id("b")), (NodePosition{840, 0}));
        QCOMPARE(after.layout.at(id("loop")), (NodePosition{0, 200}));
        QCOMPARE(after.layout.at(id("in")), (NodePosition{20, 20}));
    }

    void whereThereIsRoomNothingMoves()
    {
        WorkflowDefinition definition = sample();
        definition.nodes.push_back(node("new", NodeKind::Timer));
        definition.layout[id("b")] = {900, 200};
        definition.layout[id("new")] = {600, 100};
        definition = edits::insertedInto(definition, {id("a"), "next"}, id("new"));
        QVERIFY(edits::withRoomFor(definition, id("a"), id("new")) == definition);
    }

    void connectionsThatMakeNoSenseAreRefused()
    {
        const WorkflowDefinition definition = sample();
        QVERIFY(!edits::connectionRefusal(definition, {id("b"), "next"}, id("a")));
        QVERIFY(edits::connectionRefusal(definition, {id("a"), "next"}, id("a")));
        QVERIFY(edits::connectionRefusal(definition, {id("a"), "next"}, id("start")));
        QVERIFY(edits::connectionRefusal(definition, {id("a"), "next"}, id("in")));
        QVERIFY(edits::connectionRefusal(definition, {id("loop"), "next"}, id("in")));
    }

    void containersAreNotPutIntoThemselves()
    {
        WorkflowDefinition definition = sample();
        definition.nodes.push_back(node("deep", NodeKind::ForEach, "loop"));
        QVERIFY(edits::containerRefusal(definition, id("loop"), id("deep")));
        QVERIFY(edits::containerRefusal(definition, id("start"), id("loop")));
        QVERIFY(!edits::containerRefusal(definition, id("a"), id("deep")));
    }

    void renamingFollowsIntoExpressions()
    {
        WorkflowDefinition definition = sample();
        for (Node &each : definition.nodes) {
            if (each.id != id("b"))
                continue;
            each.fields["duration"] = "=nodes.a.output + nodes['a'].output";
            each.fields["note"] = "nodes.a";
            each.fields["deep"] = Json::array({"=nodes.ab"});
        }
        const WorkflowDefinition after = edits::renamed(definition, id("a"), "Wait a bit");
        const Json &fields = after.find(id("b"))->fields;
        const std::string renamedUse = "nodes[\"Wait a bit\"].output";
        QCOMPARE(fields["duration"].get<std::string>(), "=" + renamedUse + " + " + renamedUse);
        QCOMPARE(fields["note"].get<std::string>(), std::string("nodes.a"));
        QCOMPARE(fields["deep"][0].get<std::string>(), std::string("=nodes.ab"));
        const WorkflowDefinition back = edits::renamed(after, id("a"), "a");
        QCOMPARE(back.find(id("b"))->fields["duration"].get<std::string>(),
                 std::string("=nodes.a.output + nodes.a.output"));
    }

    void clippingsArePastedWithNewIdsNamesAndReferences()
    {
        WorkflowDefinition definition = sample();
        for (Node &each : definition.nodes) {
            if (each.id == id("b"))
                each.fields["duration"] = "=nodes.a.output";
        }
        const WorkflowDefinition clip = edits::clipping(definition, {id("a"), id("b"), id("loop")});
        QCOMPARE(clip.nodes.size(), std::size_t(4));
        QCOMPARE(clip.edges.size(), std::size_t(1));
        const edits::Pasted pasted = edits::pasted(definition, clip, std::nullopt, {1000, 400});
        QCOMPARE(pasted.nodes.size(), std::size_t(3));
        QCOMPARE(pasted.definition.nodes.size(), std::size_t(9));
        const Node *a = pasted.definition.findByName("a 2");
        const Node *b = pasted.definition.findByName("b 2");
        const Node *in = pasted.definition.findByName("in 2");
        QVERIFY(a && b && in);
        QCOMPARE(pasted.definition.target(a->id, "next"), b);
        QVERIFY(b->fields["duration"] == Json("=nodes[\"a 2\"].output"));
        QCOMPARE(pasted.definition.find(*in->parent)->name, std::string("loop 2"));
        QCOMPARE(pasted.definition.layout.at(a->id), (NodePosition{1280, 400}));
    }

    void aWorkflowKeepsItsOneStart()
    {
        const WorkflowDefinition definition = sample();
        const edits::Pasted pasted = edits::pasted(definition, definition, std::nullopt, {0, 600});
        int starts = 0;
        for (const Node &each : pasted.definition.nodes)
            starts += each.kind == NodeKind::Start;
        QCOMPARE(starts, 1);
    }

    void aDifferenceLeadsThereAndBack()
    {
        const WorkflowDefinition before = sample();
        WorkflowDefinition after = edits::without(before, {id("a")}, {}, true);
        after.name = "Other";
        after.layout[id("b")] = {7, 8};
        after.nodes.push_back(node("new", NodeKind::If));
        after = normalized(after);
        const DefinitionPatch patch = difference(before, after);
        WorkflowDefinition state = before;
        patch.apply(state, true);
        QVERIFY(state == after);
        patch.apply(state, false);
        QVERIFY(state == before);
        QVERIFY(difference(before, before).isEmpty());
    }

    void absorbedPatchesThatComeBackAreEmpty()
    {
        const WorkflowDefinition before = sample();
        const WorkflowDefinition there = edits::moved(before, {id("a")}, {20, 0});
        DefinitionPatch patch = difference(before, there);
        patch.absorb(difference(there, before));
        QVERIFY(patch.isEmpty());
    }
};

QTEST_APPLESS_MAIN(TestDefinitionEdits)
#include "tst_definition_edits.moc"
