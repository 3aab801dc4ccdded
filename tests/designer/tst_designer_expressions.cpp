// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "app/kit/forms/CompletionPopup.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QStandardPaths>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

/// A workflow with an approval and an end, whose output field has the caret.
QPlainTextEdit *outputOf(Desk &desk)
{
    desk.page.newWorkflow();
    for (const QString &kind : {u"Start"_s, u"Approval"_s, u"End"_s})
        desk.doubleClickInPalette(kind);
    WorkflowDefinition connected = desk.definition();
    connected.edges = {{desk.named("Start"), "next", desk.named("Approval")},
                       {desk.named("Approval"), "Approve", desk.named("End")}};
    desk.document().edit(std::move(connected), {});
    desk.page.activateWindow();
    desk.click(desk.named("End"));
    QWidget *form = desk.visible<QWidget>(u"nodeFields"_s);
    // Those of the node before go later.
    for (auto *output : form->findChildren<QPlainTextEdit *>()) {
        if (!output->isVisible())
            continue;
        output->setFocus();
        return output;
    }
    return nullptr;
}

QStringList offered(Desk &desk)
{
    QStringList words;
    const auto *popup = desk.visible<CompletionPopup>(u"completions"_s);
    if (!popup)
        return words;
    const auto *model = popup->findChild<QListView *>(u"completionList"_s)->model();
    for (int row = 0; row < model->rowCount(); ++row)
        words << model->index(row, 0).data().toString();
    return words;
}

} // namespace

class TestDesignerExpressions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void anExpressionIsWrittenFromWhatIsOffered()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QPlainTextEdit *output = outputOf(desk);
        QVERIFY(output);
        QTest::keyClicks(output, u"=app"_s);
        QCOMPARE(offered(desk), QStringList({u"Approval"_s}));
        QTest::keyClick(output, Qt::Key_Return);
        QCOMPARE(output->toPlainText(), u"=nodes.Approval.output"_s);
        QTest::keyClicks(output, u"."_s);
        QCOMPARE(offered(desk), QStringList({u"outcome"_s, u"form"_s, u"comment"_s, u"by"_s}));
        QTest::keyClick(output, Qt::Key_Down);
        QTest::keyClick(output, Qt::Key_Down);
        QTest::keyClick(output, Qt::Key_Tab);
        QCOMPARE(output->toPlainText(), u"=nodes.Approval.output.comment"_s);
        QVERIFY(desk.definition().find(desk.named("End"))->fields["output"] ==
                "=nodes.Approval.output.comment");
    }

    void tabGoesFromTheNameToTheFields()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QPlainTextEdit *output = outputOf(desk);
        QVERIFY(output);
        QVERIFY(QTest::qWaitForWindowActive(&desk.page));
        auto *name = desk.visible<QLineEdit>(u"nodeName"_s);
        QVERIFY(name);
        name->setFocus();
        QTest::keyClick(name, Qt::Key_Tab);
        QVERIFY(desk.visible<QWidget>(u"nodeFields"_s)->isAncestorOf(QApplication::focusWidget()));
    }

    void typingAndTakingAreOneUndoStep()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QPlainTextEdit *output = outputOf(desk);
        QVERIFY(output);
        const auto before = desk.document().definition();
        const int steps = desk.document().undoStack().count();
        QTest::keyClicks(output, u"=inp"_s);
        QTest::keyClick(output, Qt::Key_Return);
        QTest::keyClicks(output, u".a"_s);
        QCOMPARE(output->toPlainText(), u"=input.a"_s);
        QCOMPARE(desk.document().undoStack().count(), steps + 1);
        QVERIFY(desk.definition().find(desk.named("End"))->fields["output"] == "=input.a");
        desk.document().undoStack().undo();
        QVERIFY(*desk.document().definition() == *before);
        QCOMPARE(output->toPlainText(), QString());
    }

    void escapeClosesTheListAndNothingElse()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QPlainTextEdit *output = outputOf(desk);
        QVERIFY(output);
        QTest::keyClicks(output, u"=i"_s);
        QVERIFY(!offered(desk).isEmpty());
        QTest::keyClick(output, Qt::Key_Escape);
        QVERIFY(offered(desk).isEmpty());
        QVERIFY(output->hasFocus());
        QCOMPARE(desk.canvas().scene().selectedNodes(), std::vector<NodeId>({desk.named("End")}));
        QTest::keyClick(output, Qt::Key_Escape); // and the next one leaves the field
        QVERIFY(desk.canvas().hasFocus());
        QCOMPARE(desk.canvas().scene().selectedNodes(), std::vector<NodeId>({desk.named("End")}));
    }

    void theListGoesWhenAnotherNodeIsSelected()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QPlainTextEdit *output = outputOf(desk);
        QVERIFY(output);
        QTest::keyClicks(output, u"=i"_s);
        QVERIFY(!offered(desk).isEmpty());
        desk.click(desk.named("Approval"));
        QVERIFY(offered(desk).isEmpty());
    }
};

QTEST_MAIN(TestDesignerExpressions)
#include "tst_designer_expressions.moc"
