// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "designer/page/DesignerActions.h"
#include "tests/designer/Desk.h"

#include <QAbstractItemView>
#include <QApplication>
#include <QClipboard>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QStandardPaths>
#include <QTreeView>

using namespace perdura;
using namespace Qt::StringLiterals;

class TestDesignerKeyboard : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void aWorkflowIsDrawnByKeyboardAlone()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        // Not every platform makes the window active again when a popup closes; shortcuts need it to be.
        const auto press = [&](Qt::Key key) {
            desk.page.activateWindow();
            desk.canvas().setFocus();
            QTRY_VERIFY(desk.page.isActiveWindow() && desk.canvas().hasFocus());
            QTest::keyClick(&desk.canvas(), key);
        };
        const auto add = [&](Qt::Key key, const QString &words) {
            press(key);
            QPointer<QWidget> picker = desk.page.findChild<QWidget *>(u"nodePicker"_s);
            QVERIFY(picker);
            QTRY_VERIFY(picker->isVisible());
            auto *search = picker->findChild<QLineEdit *>();
            QTest::keyClicks(search, words);
            QTest::keyClick(search, Qt::Key_Return);
            QTRY_VERIFY(!picker);
        };
        add(Qt::Key_Insert, u"start"_s);
        add(Qt::Key_Insert, u"approval"_s);
        add(Qt::Key_A, u"end"_s);
        if (QTest::currentTestFailed())
            return;
        const NodeId approval = desk.named("Approval");
        const NodeId end = desk.named("End");
        QCOMPARE(desk.definition().target(desk.named("Start"), "next")->id, approval);
        QCOMPARE(desk.definition().target(approval, "Approve")->id, end);
        QVERIFY(!desk.page.actionsOfPage().connectNode->isEnabled()); // an end leads nowhere

        QTest::keyClick(&desk.canvas(), Qt::Key_Left);
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(approval));
        const auto openConnect = [&] {
            press(Qt::Key_C);
            return QPointer<QWidget>(desk.page.findChild<QWidget *>(u"connectPicker"_s));
        };
        QPointer<QWidget> picker = openConnect();
        QVERIFY(picker);
        QTRY_VERIFY(picker->isVisible());
        auto *port = picker->findChild<QComboBox *>(u"connectPort"_s);
        QCOMPARE(port->currentText(), u"Reject"_s); // the first that is free
        auto *targets = picker->findChild<QListView *>(u"connectTargets"_s);
        QCOMPARE(targets->model()->rowCount(), 1); // neither the start nor itself
        QTest::keyClick(picker->findChild<QLineEdit *>(), Qt::Key_Right);
        QCOMPARE(port->currentData().toString(), u"timeout"_s);
        QTest::keyClicks(picker->findChild<QLineEdit *>(), u"en"_s);
        QTest::keyClick(picker->findChild<QLineEdit *>(), Qt::Key_Return);
        QTRY_VERIFY(!picker);
        QCOMPARE(desk.definition().target(approval, "timeout")->id, end);
        QVERIFY(!desk.definition().target(approval, "Reject"));

        // A port that is taken says where it leads; Esc changes nothing.
        const WorkflowDefinition before = desk.definition();
        picker = openConnect();
        QVERIFY(picker);
        port = picker->findChild<QComboBox *>(u"connectPort"_s);
        QTest::keyClick(picker->findChild<QLineEdit *>(), Qt::Key_Left);
        QCOMPARE(port->currentText(), u"Approve, instead of “End”"_s);
        QTest::keyClick(picker->findChild<QLineEdit *>(), Qt::Key_Escape);
        QTRY_VERIFY(!picker);
        QVERIFY(desk.definition() == before);
    }

    void keysDeleteDuplicateCopyAndNudge()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Timer"_s);
        desk.doubleClickInPalette(u"Log"_s);
        const NodeId timer = desk.named("Timer");
        desk.click(timer);
        QTest::keyClick(&desk.canvas(), Qt::Key_Delete, Qt::ControlModifier);
        QCOMPARE(desk.definition().nodes.size(), std::size_t(2));
        QCOMPARE(desk.definition().target(desk.named("Start"), "next")->name, std::string("Log"));

        desk.click(desk.named("Log"));
        QTest::keyClick(&desk.canvas(), Qt::Key_D, Qt::ControlModifier);
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(desk.named("Log 2")));
        QTest::keyClick(&desk.canvas(), Qt::Key_C, Qt::ControlModifier);
        QVERIFY(QApplication::clipboard()->text().contains(u"\"Log 2\""_s));
        QTest::keyClick(&desk.canvas(), Qt::Key_V, Qt::ControlModifier);
        QVERIFY(!desk.named("Log 3").isEmpty());
        QTest::keyClick(&desk.canvas(), Qt::Key_A, Qt::ControlModifier);
        QCOMPARE(desk.canvas().scene().selectedNodes().size(), std::size_t(4));

        const NodeId log = desk.named("Log");
        desk.click(log);
        const NodePosition before = desk.definition().layout.at(log);
        QTest::keyPress(&desk.canvas(), Qt::Key_Right, Qt::AltModifier);
        QTest::keyPress(&desk.canvas(), Qt::Key_Right, Qt::AltModifier);
        QTest::keyRelease(&desk.canvas(), Qt::Key_Alt);
        QCOMPARE(desk.definition().layout.at(log), (NodePosition{before.x + 40, before.y}));
        desk.page.actionsOfPage().undo->trigger();
        QCOMPARE(desk.definition().layout.at(log), before);
        QTest::keyClick(&desk.canvas(), Qt::Key_Delete);
        QVERIFY(desk.named("Log").isEmpty());
    }

    void escapeLeadsFromThePanelsBackToTheDrawing()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Read file"_s);
        desk.page.activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(&desk.page));
        const NodeId read = desk.named("Read file");
        // Whatever has the focus: fields, a choice, a check, lists.
        const auto leave = [&desk](QWidget *field) {
            QVERIFY2(field, "no such field");
            field->setFocus();
            QVERIFY(field->hasFocus());
            QTest::keyClick(field, Qt::Key_Escape);
            QVERIFY2(desk.canvas().hasFocus(), field->metaObject()->className());
        };
        int fields = 0;
        for (const char *part : {"activityInput", "activityRetry"}) {
            const QWidget *form = desk.visible<QWidget>(QLatin1String(part));
            QVERIFY2(form, part);
            for (QWidget *field : form->findChildren<QWidget *>()) {
                if (!field->isVisible() || !(field->focusPolicy() & Qt::TabFocus) || field->focusProxy())
                    continue;
                leave(field);
                ++fields;
            }
        }
        QVERIFY2(fields > 4, qPrintable(QString::number(fields)));
        leave(desk.visible<QLineEdit>(u"nodeName"_s));
        leave(desk.visible<QComboBox>(u"nodeActivity"_s));
        leave(desk.visible<QLineEdit>(u"paletteSearch"_s));
        leave(desk.visible<QListView>(u"paletteList"_s));
        QTRY_VERIFY(desk.visible<QTreeView>(u"problemsList"_s)); // a path is missing
        leave(desk.visible<QTreeView>(u"problemsList"_s));
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(read)); // that is the next step back
        QTest::keyClick(&desk.canvas(), Qt::Key_Escape);
        QVERIFY(!desk.canvas().hasSelection());
    }

    void escapeClosesAnOpenChoiceFirst()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Read file"_s);
        desk.page.activateWindow();
        auto *choice = desk.visible<QComboBox>(u"nodeActivity"_s);
        choice->setFocus();
        choice->showPopup();
        QTRY_VERIFY(choice->view()->isVisible());
        QTest::keyClick(choice->view(), Qt::Key_Escape);
        QTRY_VERIFY(!choice->view()->isVisible());
        QVERIFY(!desk.canvas().hasFocus());
    }

    void escapeTakesADragBack()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Timer"_s);
        const NodeId timer = desk.named("Timer");
        const QPointF at = desk.canvas().scene().nodeItem(timer)->pos();
        QWidget *viewport = desk.canvas().viewport();
        QTest::mousePress(viewport, Qt::LeftButton, {}, desk.onScreen(at + QPointF(100, 32)));
        QTest::mouseMove(viewport, desk.onScreen(at + QPointF(160, 92)));
        QTest::mouseMove(viewport, desk.onScreen(at + QPointF(200, 132)));
        QCOMPARE(desk.canvas().scene().nodeItem(timer)->pos(), at + QPointF(100, 100));
        QTest::keyClick(&desk.canvas(), Qt::Key_Escape);
        QCOMPARE(desk.canvas().scene().nodeItem(timer)->pos(), at);
        QTest::mouseRelease(viewport, Qt::LeftButton, {}, desk.onScreen(at + QPointF(200, 132)));
        QCOMPARE(desk.document().undoStack().index(), 1);
    }
};

QTEST_MAIN(TestDesignerKeyboard)
#include "tst_designer_keyboard.moc"
