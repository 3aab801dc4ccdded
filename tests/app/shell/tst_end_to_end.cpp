// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "app/shell/RunDialog.h"
#include "designer/page/DesignerActions.h"
#include "engine/definition/DefinitionFile.h"
#include "monitor/dialogs/AnswerDialog.h"
#include "monitor/instances/InstanceListPage.h"
#include "tests/app/shell/Person.h"

#include <QApplication>
#include <QFile>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QSettings>
#include <QStandardPaths>
#include <QTableView>
#include <QTemporaryDir>
#include <QTest>
#include <QUndoStack>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

class TestEndToEnd : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void init() { QSettings().clear(); } // panes as in a first start

    void aChainIsDrawnFromAnEmptyCanvasUndoneRedoneSavedRunAndSeenToComplete()
    {
        QTemporaryDir workspace;
        Person person(workspace.path());
        QVERIFY(person.ready());
        person.designer().newWorkflow();
        const WorkflowDefinition empty = person.drawing();
        QVERIFY(empty.nodes.empty());

        // Two nodes joined by hand, the others chained by choosing them after the one before.
        person.doubleClickInPalette(u"Start"_s);
        person.clickFreeCanvas();
        person.doubleClickInPalette(u"Script"_s);
        const NodeId start = person.named("Start");
        const NodeId first = person.named("Script");
        const QPointF at = person.canvas().scene().nodeItem(first)->pos();
        person.drag(at + QPointF(100, 20), at + QPointF(380, 20));
        person.drag(person.canvas().scene().portPosition(start, "next"),
                    person.canvas().scene().inputPosition(first));
        QCOMPARE(person.drawing().target(start, "next")->id, first);
        person.click(first);
        person.type<QLineEdit>(u"nodeName"_s, u"Half"_s);
        person.type<QPlainTextEdit>(u"activityInput"_s, u"return 20 + 1;"_s);
        person.click(first);
        person.doubleClickInPalette(u"Log"_s);
        const NodeId log = person.named("Log");
        QCOMPARE(person.drawing().target(first, "next")->id, log);
        person.click(log);
        person.type<QPlainTextEdit>(u"activityInput"_s, u"=nodes.Half.output"_s);
        person.click(log);
        person.doubleClickInPalette(u"End"_s);
        const NodeId end = person.named("End");
        QCOMPARE(person.drawing().target(log, "next")->id, end);
        person.click(end);
        person.type<QPlainTextEdit>(u"nodeFields"_s, u"=nodes.Half.output * 2"_s);
        QTRY_COMPARE_WITH_TIMEOUT(QString::fromStdString(dumpJson(person.drawing().find(end)->fields)),
                                  QStringLiteral(R"({"output":"=nodes.Half.output * 2"})"), patience);
        QCOMPARE(person.drawing().find(first)->name, std::string("Half"));

        const WorkflowDefinition finished = person.drawing();
        while (person.designer().actionsOfPage().undo->isEnabled())
            QTest::keyClick(&person.canvas(), Qt::Key_Z, Qt::ControlModifier);
        QVERIFY(person.drawing() == empty);
        while (person.designer().actionsOfPage().redo->isEnabled())
            QTest::keyClick(&person.canvas(), Qt::Key_Z, Qt::ControlModifier | Qt::ShiftModifier);
        QVERIFY(person.drawing() == finished);

        person.canvas().setFocus();
        QTest::keyClick(&person.canvas(), Qt::Key_S, Qt::ControlModifier);
        QTRY_VERIFY_WITH_TIMEOUT(!person.designer().hasUnsavedChanges(), patience);
        const auto saved = loadDefinition(workspace.filePath(u"new-workflow.workflow.json"_s));
        QVERIFY(saved);
        QCOMPARE(contentAddress(*saved).value, contentAddress(finished).value);

        person.press(&person.designer(), person.designer().actionsOfPage().run->text());
        QTRY_VERIFY_WITH_TIMEOUT(person.window.findChild<RunDialog *>(), patience);
        person.press(person.window.findChild<RunDialog *>(), u"Run"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.shownState(), RunState::Completed, patience);
        QCOMPARE(dumpJson(person.shownInstance().output), std::string("42"));
    }

    void anApprovalIsAnsweredInTheWindowAfterARestart()
    {
        QTemporaryDir workspace;
        const QString file = workspace.filePath(u"approval.workflow.json"_s);
        QVERIFY(QFile::copy(
            u":/perdura/templates/approval-with-escalation/approval-with-escalation.workflow.json"_s, file));
        InstanceId instance;
        {
            Person person(workspace.path());
            QVERIFY(person.ready());
            person.window.openPath(file);
            QTRY_VERIFY_WITH_TIMEOUT(person.designer().currentEditor() && !person.named("Start").isEmpty(),
                                     patience);
            person.press(&person.designer(), person.designer().actionsOfPage().run->text());
            QTRY_VERIFY_WITH_TIMEOUT(person.window.findChild<RunDialog *>(), patience);
            person.press(person.window.findChild<RunDialog *>(), u"Run"_s);
            QTRY_VERIFY_WITH_TIMEOUT(Person::button(&person.monitor(), u"Approve / Reject…"_s), patience);
            instance = person.monitor().detail()->instance();
        }

        Person person(workspace.path());
        QVERIFY(person.ready());
        QTest::keyClick(&person.window, Qt::Key_2, Qt::ControlModifier);
        QTableView *list = person.monitor().list()->table();
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, patience);
        list->setFocus();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        QTest::keyClick(list, Qt::Key_Return);
        QTRY_COMPARE_WITH_TIMEOUT(person.monitor().detail()->instance().value, instance.value, patience);
        person.press(&person.monitor(), u"Approve / Reject…"_s);
        QTRY_VERIFY_WITH_TIMEOUT(person.window.findChild<AnswerDialog *>(), patience);
        person.press(person.window.findChild<AnswerDialog *>(), u"Approve"_s);
        QTRY_COMPARE_WITH_TIMEOUT(person.shownState(), RunState::Completed, patience);
        QCOMPARE(dumpJson(person.shownInstance().output),
                 std::string(R"({"request":"A new laptop","decision":"approved"})"));
    }
};

QTEST_MAIN(TestEndToEnd)
#include "tst_end_to_end.moc"
