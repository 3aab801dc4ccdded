// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ProblemFixes.h"
#include "engine/definition/WorkspaceEvents.h"
#include "tests/engine/definition/Drawings.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

WorkflowDefinition named(const char *name, const QByteArray &nodes)
{
    WorkflowDefinition definition = drawings::definitionOf(nodes, {});
    definition.name = name;
    return definition;
}

QByteArray wait(const char *id, const char *event, const char *others = "[]")
{
    return QByteArray(R"({"id":")") + id + R"(","kind":"wait-for-event","name":"W )" + id +
           R"(","fields":{"event":")" + event + R"(","others":)" + others + "}}";
}

QByteArray raise(const char *id, const char *event, const char *instance = "=input.id")
{
    return QByteArray(R"({"id":")") + id + R"(","kind":"signal-instance","name":"R )" + id +
           R"(","fields":{"instance":")" + instance + R"(","event":")" + event + R"("}})";
}

/// Starts a workflow by a node of that name.
QByteArray startOf(const char *name, const char *workflow, const char *instance = "")
{
    return QByteArray(R"({"id":"start )") + name + R"(","kind":"start-instance","name":")" + name +
           R"(","fields":{"workflow":")" + workflow + R"(","instanceId":")" + instance + R"("}})";
}

std::vector<Problem> problemsOf(const WorkflowDefinition &definition,
                                const std::vector<WorkflowDefinition> &others)
{
    std::vector<EventUses> uses;
    for (const WorkflowDefinition &other : others)
        uses.push_back(eventUsesOf(other));
    const WorkspaceEvents events(uses);
    auto problems = validate(definition, drawings::catalog(), nullptr, &events);
    std::erase_if(problems, [](const Problem &problem) {
        return !problem.code.starts_with("event.") || problem.code == "event.noTimeout";
    });
    return problems;
}

QStringList linesOf(const WorkflowDefinition &definition, const std::vector<WorkflowDefinition> &others)
{
    QStringList lines;
    for (const Problem &problem : problemsOf(definition, others))
        lines << drawings::lineOf(problem);
    return lines;
}

const QString paidNotRaised =
    u"i event.notRaised w/event: Nothing in this workspace raises “paid”; raise it by hand, by HTTP or draw a Signal instance."_s;

} // namespace

class TestWorkspaceEvents : public QObject
{
    Q_OBJECT

private slots:
    void onlyAskedForAreTheOthersLookedAt()
    {
        const auto problems = validate(named("A", wait("w", "paid")), drawings::catalog());
        for (const Problem &problem : problems)
            QVERIFY(problem.code != "event.notRaised");
    }

    void whatNothingRaisesIsAHint()
    {
        const WorkflowDefinition a = named("A", wait("w", "paid"));
        QCOMPARE(linesOf(a, {}), QStringList({paidNotRaised}));
        QCOMPARE(linesOf(a, {named("B", raise("r", "shipped"))}), QStringList({paidNotRaised}));
        QVERIFY(!hasErrors(problemsOf(a, {})));
    }

    void eachEventOfAWaitIsLookedAt()
    {
        const WorkflowDefinition a = named("A", wait("w", "paid", R"(["refused","gone"])"));
        const QStringList lines = linesOf(a, {named("B", raise("r", "paid") + "," + raise("q", "gone"))});
        QCOMPARE(
            lines,
            QStringList(
                {u"i event.notRaised w/others/0: Nothing in this workspace raises “refused”; raise it by "
                 u"hand, by HTTP or draw a Signal instance."_s}));
    }

    void whatIsRaisedIsNoProblem_data()
    {
        QTest::addColumn<QByteArray>("raiser");
        QTest::newRow("for whom the run tells") << raise("r", "paid");
        QTest::newRow("by a name that the run tells") << raise("r", "=input.event");
        QTest::newRow("for one that it starts")
            << startOf("S", "A") + "," + raise("r", "paid", "=nodes.S.output.instanceId");
        QTest::newRow("for one by its id") << startOf("S", "A", "one") + "," + raise("r", "paid", "one");
    }
    void whatIsRaisedIsNoProblem()
    {
        QFETCH(QByteArray, raiser);
        QCOMPARE(linesOf(named("A", wait("w", "paid")), {named("B", raiser)}), QStringList());
    }

    void aWorkflowMayTellItself()
    {
        QCOMPARE(linesOf(named("A", wait("w", "paid") + "," + raise("r", "paid", "=instance.id")), {}),
                 QStringList());
    }

    void aSlipIsAWarningWithAFix()
    {
        const WorkflowDefinition a = named("A", wait("w", "payment-received"));
        const std::vector<WorkflowDefinition> others{named("B", raise("r", "payment-recieved"))};
        const auto problems = problemsOf(a, others);
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(drawings::lineOf(problems.front()),
                 u"?event.misspelt w/event: Nothing in this workspace raises “payment-received”, but "
                 u"“payment-recieved” is "
                 u"raised and nobody waits for it; give both the same name."_s);
        const auto fixes = fixesFor(a, drawings::catalog(), problems.front());
        QCOMPARE(fixes.size(), std::size_t(1));
        QCOMPARE(fixes.front().title, u"Rename to “payment-recieved”"_s);
        QCOMPARE(linesOf(applied(a, fixes.front().edits), others), QStringList());
    }

    void namesThatAreNoSlipAreLeftAlone()
    {
        // Someone waits for the other name; the words are short; they are far apart.
        QCOMPARE(linesOf(named("A", wait("w", "paid")),
                         {named("B", raise("r", "payd")), named("C", wait("x", "payd"))}),
                 QStringList({paidNotRaised}));
        QVERIFY(
            linesOf(named("A", wait("w", "ok")), {named("B", raise("r", "no"))}).front().startsWith(u'i'));
        QVERIFY(linesOf(named("A", wait("w", "order paid")), {named("B", raise("r", "order gone"))})
                    .front()
                    .startsWith(u'i'));
        // It goes to another workflow.
        QVERIFY(
            linesOf(named("A", wait("w", "paid")),
                    {named("B", startOf("S", "C") + "," + raise("r", "payd", "=nodes.S.output.instanceId")),
                     named("C", wait("x", "other"))})
                .front()
                .startsWith(u'i'));
    }

    void anEventForTheWrongWorkflowIsAWarningAtBothEnds()
    {
        const WorkflowDefinition waits = named("A", wait("w", "paid"));
        const WorkflowDefinition wrong = named("C", drawings::start);
        const WorkflowDefinition raises =
            named("B", startOf("S", "C") + "," + raise("r", "paid", "=nodes['S'].output.instanceId"));
        QCOMPARE(linesOf(waits, {wrong, raises}),
                 QStringList({u"?event.elsewhere w/event: “paid” is raised only for “C”, which never waits "
                              u"for it; raise it for "
                              u"an instance of this workflow."_s}));
        QCOMPARE(
            linesOf(raises, {waits, wrong}),
            QStringList(
                {u"?event.notWaited r/event: “C” never waits for “paid”; correct the name, or draw the wait there."_s}));
    }

    void aSignalWithASlipIsMended()
    {
        const WorkflowDefinition raises =
            named("B", startOf("S", "A") + "," + raise("r", "shiped", "=nodes.S.output.instanceId"));
        const std::vector<WorkflowDefinition> others{named("A", wait("w", "shipped"))};
        const auto problems = problemsOf(raises, others);
        QCOMPARE(problems.size(), std::size_t(1));
        QCOMPARE(
            drawings::lineOf(problems.front()),
            u"?event.notWaited r/event: “A” never waits for “shiped”, but for “shipped”; give both the same name."_s);
        const auto fixes = fixesFor(raises, drawings::catalog(), problems.front());
        QCOMPARE(fixes.front().title, u"Rename to “shipped”"_s);
        QCOMPARE(linesOf(applied(raises, fixes.front().edits), others), QStringList());
    }

    void whatCannotBeKnownIsNotGuessed()
    {
        // The target is no workflow of the workspace, or waits for a name that the run tells.
        const WorkflowDefinition raises =
            named("B", startOf("S", "A") + "," + raise("r", "x", "=nodes.S.output.instanceId"));
        QCOMPARE(linesOf(raises, {}), QStringList());
        QCOMPARE(linesOf(raises, {named("A", wait("w", "=input.event"))}), QStringList());
        QCOMPARE(linesOf(named("B", raise("r", "x")), {named("A", drawings::start)}), QStringList());
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceEvents)
#include "tst_workspace_events.moc"
