// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "designer/page/DesignerActions.h"
#include "designer/palette/PaletteView.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTreeView>

using namespace perdura;
using namespace Qt::StringLiterals;

class TestDesignerPage : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void aWorkflowIsDrawnSetUndoneRedoneSavedAndReadAgain()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        const WorkflowDefinition empty = desk.definition();
        QVERIFY(empty.nodes.empty());

        // Without a selection the nodes come unconnected, so that the edges are drawn by hand.
        desk.doubleClickInPalette(u"Start"_s);
        desk.clickFreeCanvas();
        desk.doubleClickInPalette(u"Read file"_s);
        const NodeId start = desk.named("Start");
        const NodeId read = desk.named("Read file");
        QVERIFY(!start.isEmpty() && !read.isEmpty());
        const QPointF below = desk.canvas().scene().nodeItem(read)->pos();
        desk.drag(below + QPointF(100, 20), below + QPointF(380, 20));
        QCOMPARE(desk.canvas().scene().nodeItem(read)->pos(), below + QPointF(280, 0));
        QVERIFY(desk.definition().edges.empty());
        desk.drag(desk.canvas().scene().portPosition(start, "next"),
                  desk.canvas().scene().inputPosition(read));
        QCOMPARE(desk.definition().edges.size(), std::size_t(1));
        QCOMPARE(desk.definition().target(start, "next")->id, read);

        // With one selected, the next is chained to it.
        desk.click(read);
        desk.doubleClickInPalette(u"Timer"_s);
        desk.doubleClickInPalette(u"End"_s);
        const NodeId timer = desk.named("Timer");
        QCOMPARE(desk.definition().target(read, "next")->id, timer);
        QCOMPARE(desk.definition().target(timer, "next")->kind, NodeKind::End);

        // Fields are set in the inspector.
        desk.click(read);
        auto *name = desk.visible<QLineEdit>(u"nodeName"_s);
        QVERIFY(name);
        QCOMPARE(name->text(), u"Read file"_s);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, u"Figures"_s);
        QCOMPARE(desk.definition().find(read)->name, std::string("Figures"));
        auto *input = desk.page.findChild<QWidget *>(u"activityInput"_s);
        QLineEdit *path = nullptr;
        for (QLineEdit *field : input->findChildren<QLineEdit *>()) {
            if (!path && field->isVisible())
                path = field;
        }
        QVERIFY(path);
        path->setFocus();
        QTest::keyClicks(path, u"figures.csv"_s);
        QTRY_VERIFY(desk.definition().find(read)->fields["input"]["path"] == Json("figures.csv"));

        const WorkflowDefinition finished = desk.definition();
        const int steps = desk.document().undoStack().index();
        while (desk.page.actionsOfPage().undo->isEnabled())
            desk.page.actionsOfPage().undo->trigger();
        QVERIFY(desk.definition() == empty);
        while (desk.page.actionsOfPage().redo->isEnabled())
            desk.page.actionsOfPage().redo->trigger();
        QVERIFY(desk.definition() == finished);
        QCOMPARE(desk.document().undoStack().index(), steps);

        QSignalSpy opened(&desk.page, &DesignerPage::recentFileOpened);
        desk.canvas().setFocus();
        QTest::keyClick(&desk.canvas(), Qt::Key_S, Qt::ControlModifier);
        QVERIFY(opened.wait());
        QVERIFY(!desk.page.hasUnsavedChanges());
        const QString file = opened.at(0).at(0).toString();
        QCOMPARE(file, desk.folder.filePath(u"new-workflow.workflow.json"_s));
        const auto loaded = loadDefinition(file);
        QVERIFY(loaded);
        QVERIFY(normalized(*loaded) == finished);
    }

    void anEdgeLetGoOnTheFreeCanvasAsksForANode()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        const NodeId start = desk.named("Start");
        const QPointF port = desk.canvas().scene().portPosition(start, "next");
        desk.drag(port, port + QPointF(120, 100));
        auto *picker = desk.page.findChild<QWidget *>(u"nodePicker"_s);
        QVERIFY(picker);
        QTRY_VERIFY(picker->isVisible());
        auto *search = picker->findChild<QLineEdit *>();
        QTest::keyClicks(search, u"approv"_s);
        QTest::keyClick(search, Qt::Key_Return);
        const Node *approval = desk.definition().target(start, "next");
        QVERIFY(approval);
        QCOMPARE(approval->kind, NodeKind::Approval);
        QCOMPARE(desk.document().undoStack().index(), 2);
    }

    void refusedConnectionsChangeNothingAndSayWhy()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Timer"_s);
        const NodeId start = desk.named("Start");
        const NodeId timer = desk.named("Timer");
        const WorkflowDefinition before = desk.definition();
        QSignalSpy told(&desk.page, &DesignerPage::statusMessage);
        desk.drag(desk.canvas().scene().portPosition(timer, "next"),
                  desk.canvas().scene().nodeItem(start)->pos() + QPointF(60, 32));
        QVERIFY(desk.definition() == before);
        QCOMPARE(told.size(), 1);
        QVERIFY(told.at(0).at(0).toString().contains(u"Start"_s));
    }

    void nodesAreDraggedIntoAndOutOfContainers()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"For each"_s);
        const NodeId loop = desk.named("For each");
        desk.clickFreeCanvas();
        desk.doubleClickInPalette(u"Log"_s);
        const NodeId log = desk.named("Log");
        const QPointF logAt = desk.canvas().scene().nodeItem(log)->pos();
        const QPointF loopAt = desk.canvas().scene().nodeItem(loop)->pos();
        if (logAt != loopAt + QPointF(0, 200))
            desk.drag(logAt + QPointF(100, 10), loopAt + QPointF(100, 260));
        const QPointF from = desk.canvas().scene().nodeItem(log)->pos() + QPointF(100, 10);
        desk.drag(from, loopAt + QPointF(140, 110));
        QCOMPARE(desk.definition().find(log)->parent, std::optional(loop));
        const QPointF inside = desk.canvas().scene().nodeItem(log)->pos() + QPointF(100, 10);
        desk.drag(inside, loopAt + QPointF(140, 320));
        QCOMPARE(desk.definition().find(log)->parent, std::optional<NodeId>());
    }

    void aRubberBandSelects()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Timer"_s);
        desk.clickFreeCanvas();
        QCOMPARE(desk.canvas().scene().selectedNodes().size(), std::size_t(0));
        const QRectF content = desk.canvas().scene().contentRect();
        desk.drag(content.topLeft() - QPointF(40, 40), content.bottomRight() + QPointF(20, 60));
        QCOMPARE(desk.canvas().scene().selectedNodes().size(), std::size_t(2));
        desk.click(desk.named("Timer"), Qt::ControlModifier);
        QCOMPARE(desk.canvas().scene().selectedNodes(), std::vector<NodeId>{desk.named("Start")});
    }

    void aProblemLeadsToItsNodeAndField()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Read file"_s);
        desk.clickFreeCanvas();
        auto *list = desk.page.findChild<QTreeView *>(u"problemsList"_s);
        const NodeId read = desk.named("Read file");
        QModelIndex row;
        const auto findRow = [&] {
            for (int i = 0; i < list->model()->rowCount(); ++i) {
                if (list->model()->index(i, 1).data().toString() == u"Read file"_s)
                    row = list->model()->index(i, 0);
            }
            return row.isValid();
        };
        QTRY_VERIFY(findRow());
        QCOMPARE(desk.page.problemsCount(), list->model()->rowCount());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(row).center());
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(read));
        auto *input = desk.page.findChild<QWidget *>(u"activityInput"_s);
        QVERIFY(QApplication::focusWidget() && input->isAncestorOf(QApplication::focusWidget()));
    }

    void wrongSyntaxShowsAtTheFieldWhileTyping()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Read file"_s);
        const NodeId read = desk.named("Read file");
        const auto wrong = [&]() -> QString {
            for (const Problem &problem : desk.document().problems()) {
                if (problem.code == "expression.syntax" && problem.node == read &&
                    problem.field == "/input/path")
                    return problem.message;
            }
            return {};
        };
        auto *input = desk.page.findChild<QWidget *>(u"activityInput"_s);
        QLineEdit *path = nullptr;
        for (QLineEdit *field : input->findChildren<QLineEdit *>()) {
            if (!path && field->isVisible())
                path = field;
        }
        QVERIFY(path);
        path->setFocus();
        QTest::keyClicks(path, u"=input.file + "_s);
        QTRY_VERIFY(!wrong().isEmpty());
        const auto shownBelow = [&] {
            const QList<QLabel *> labels = input->findChildren<QLabel *>();
            return std::any_of(labels.begin(), labels.end(), [&](const QLabel *label) {
                return label->isVisible() && label->text() == wrong();
            });
        };
        QTRY_VERIFY(shownBelow());
        QTest::keyClicks(path, u"'.csv'"_s);
        QTRY_COMPARE(wrong(), QString());
        QVERIFY(desk.definition().find(read)->fields["input"]["path"] == Json("=input.file + '.csv'"));
    }

    void runIsRefusedWhileThereAreErrors()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Read file"_s);
        const NodeId read = desk.named("Read file");
        desk.clickFreeCanvas();
        QSignalSpy run(&desk.page, &DesignerPage::runRequested);
        QTest::keyClick(&desk.canvas(), Qt::Key_F5);
        QTRY_COMPARE(desk.canvas().scene().currentNode(), std::optional(read));
        QCOMPARE(run.size(), 0);
        Json fields = desk.definition().find(read)->fields;
        fields["input"] = Json::object({{"path", "figures.csv"}});
        desk.canvas().scene().editor().setFields(read, fields, {});
        desk.canvas().setFocus();
        QTest::keyClick(&desk.canvas(), Qt::Key_F5);
        QTest::keyClick(&desk.canvas(), Qt::Key_F5); // twice by mistake: still one run
        QVERIFY(run.wait());
        QCOMPARE(run.size(), 1);
        QVERIFY(*run.at(0).at(0).value<std::shared_ptr<const WorkflowDefinition>>() == desk.definition());
    }
};

QTEST_MAIN(TestDesignerPage)
#include "tst_designer_page.moc"
