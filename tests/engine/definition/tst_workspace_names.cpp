// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ProblemFixes.h"
#include "engine/definition/WorkspaceEvents.h"
#include "tests/engine/definition/Drawings.h"

#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

QByteArray node(const char *kind, const QByteArray &fields)
{
    return QByteArray(R"({"id":"n","kind":")") + kind + R"(","name":"N","fields":{)" + fields + "}}";
}

WorkflowDefinition workflow(const char *name)
{
    WorkflowDefinition definition = drawings::definitionOf({}, {});
    definition.name = name;
    return definition;
}

WorkflowDefinition account()
{
    WorkflowDefinition definition =
        drawings::definitionOf(R"({"id":"o","kind":"operation","name":"Add"})", {});
    definition.kind = DefinitionKind::Entity;
    definition.name = "Account";
    return definition;
}

std::vector<Problem> problemsOf(const WorkflowDefinition &definition)
{
    const WorkspaceEvents others({eventUsesOf(workflow("Ship order")), eventUsesOf(account())});
    auto problems = validate(definition, drawings::catalog(), nullptr, &others);
    std::erase_if(problems, [](const Problem &problem) {
        return problem.code != "reference.workflow" && problem.code != "reference.entity" &&
               problem.code != "reference.operation";
    });
    return problems;
}

} // namespace

/// Names of other drawings, compared with those that there are.
class TestWorkspaceNames : public QObject
{
    Q_OBJECT

private slots:
    void namesThatAreNotDrawnAreWarnings_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QString>("problem");
        const auto row = [](const char *name, const QByteArray &nodes, const QString &problem = {}) {
            QTest::newRow(name) << nodes << problem;
        };
        row("a child", node("sub-workflow", R"("workflow":"Ship order")"));
        row("itself", node("start-instance", R"("workflow":"x")"));
        row("a name that the run tells", node("sub-workflow", R"("workflow":"=input.which")"));
        row("no name yet", node("sub-workflow", R"("workflow":"")"));
        row("a misspelt child", node("sub-workflow", R"("workflow":"Ship ordr")"),
            u"?reference.workflow n/workflow: There is no workflow “Ship ordr” in this workspace; draw it, or correct the name."_s);
        row("another case", node("start-instance", R"("workflow":"ship order")"),
            u"?reference.workflow n/workflow: There is no workflow “ship order” in this workspace; draw it, or correct the name."_s);
        row("an operation", node("entity-call", R"("entity":"ACCOUNT","key":"a","operation":"add")"));
        row("deletion", node("entity-signal", R"("entity":"account","key":"a","operation":"Delete")"));
        row("an operation that is not drawn",
            node("entity-signal", R"("entity":"account","key":"a","operation":"ad")"),
            u"?reference.operation n/operation: The entity “account” has no operation “ad”; draw it there, or correct the name."_s);
        row("an unknown entity", node("entity-call", R"("entity":"basket","key":"a","operation":"add")"),
            u"?reference.entity n/entity: There is no entity “basket” in this workspace; draw it, or correct the name."_s);
        row("locked", node("critical-section", R"("entities":["@Account@anna","=input.other"])"));
        row("an unknown one to lock", node("critical-section", R"("entities":["@account@anna","@basket@b"])"),
            u"?reference.entity n/entities/1: There is no entity “basket” in this workspace; draw it, or correct the name."_s);
        row("a trigger",
            R"({"id":"n","kind":"start","name":"S","fields":{"completions":[{"workflow":"Ship order"},{"workflow":"Pay"}]}})",
            u"?reference.workflow n/completions/1/workflow: There is no workflow “Pay” in this workspace; draw it, or correct the name."_s);
    }
    void namesThatAreNotDrawnAreWarnings()
    {
        QFETCH(const QByteArray, nodes);
        QFETCH(const QString, problem);
        QStringList lines;
        for (const Problem &found : problemsOf(drawings::definitionOf(nodes, {})))
            lines << drawings::lineOf(found);
        QCOMPARE(lines, problem.isEmpty() ? QStringList() : QStringList{problem});
    }

    void aSlipIsMendedByOneClick_data()
    {
        QTest::addColumn<QByteArray>("nodes");
        QTest::addColumn<QString>("title");
        QTest::newRow("workflow") << node("sub-workflow", R"("workflow":"Ship ordr")")
                                  << u"Rename to “Ship order”"_s;
        QTest::newRow("entity") << node("entity-call", R"("entity":"acount","key":"a","operation":"add")")
                                << u"Rename to “account”"_s;
        QTest::newRow("operation") << node("entity-call",
                                           R"("entity":"account","key":"a","operation":"addd")")
                                   << u"Rename to “add”"_s;
    }
    void aSlipIsMendedByOneClick()
    {
        QFETCH(const QByteArray, nodes);
        QFETCH(const QString, title);
        const WorkflowDefinition before = drawings::definitionOf(nodes, {});
        const auto problems = problemsOf(before);
        QCOMPARE(problems.size(), std::size_t(1));
        const auto fixes = fixesFor(before, drawings::catalog(), problems.front());
        QCOMPARE(fixes.size(), std::size_t(1));
        QCOMPARE(fixes.front().title, title);
        QVERIFY(problemsOf(applied(before, fixes.front().edits)).empty());
    }
};

QTEST_GUILESS_MAIN(TestWorkspaceNames)
#include "tst_workspace_names.moc"
