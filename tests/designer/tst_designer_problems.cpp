// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "designer/problems/ProblemsModel.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QStandardPaths>
#include <QTreeView>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

/// Where the words of a fix are clicked; invalid while no problem has that fix.
QModelIndex fixInList(QTreeView &list, const QString &title)
{
    for (int row = 0; row < list.model()->rowCount(); ++row) {
        const QModelIndex index = list.model()->index(row, ProblemsModel::FixColumn);
        if (index.data().toString() == title) {
            list.scrollTo(index);
            return index;
        }
    }
    return {};
}

} // namespace

class TestDesignerProblems : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void aProblemIsMendedByOneClick()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Approval"_s);
        auto *list = desk.page.findChild<QTreeView *>(u"problemsList"_s);
        const auto fix = [&] { return fixInList(*list, u"Add a time-out of 3 d"_s); };
        QTRY_VERIFY(fix().isValid());
        QCOMPARE(fix().data(Qt::AccessibleTextRole).toString(), u"Fix: Add a time-out of 3 d"_s);
        const auto before = desk.document().definition();
        const int steps = desk.document().undoStack().count();

        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(fix()).center());
        QTRY_COMPARE(desk.document().undoStack().count(), steps + 1);
        const Node *ask = desk.definition().find(desk.named("Approval"));
        QVERIFY(ask->fields["timeout"] == "3 d");
        QCOMPARE(desk.document().undoStack().undoText(), u"Add a time-out of 3 d"_s);
        QTRY_VERIFY(!fix().isValid());

        desk.document().undoStack().undo();
        QVERIFY(*desk.document().definition() == *before);
        QTRY_VERIFY(fix().isValid());
    }

    void aFixLooksLikeALinkAlsoWhereItIsSelected()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Approval"_s);
        auto *list = desk.page.findChild<QTreeView *>(u"problemsList"_s);
        const auto fix = [&] { return fixInList(*list, u"Add a time-out of 3 d"_s); };
        QTRY_VERIFY(fix().isValid());
        const Tokens &tokens = tokensFor(list->palette());
        const auto pixels = [&](const QColor &color) {
            const QImage cell = list->viewport()->grab(list->visualRect(fix())).toImage();
            int count = 0;
            for (int y = 0; y < cell.height(); ++y) {
                for (int x = 0; x < cell.width(); ++x)
                    count += cell.pixelColor(x, y).rgb() == color.rgb() ? 1 : 0;
            }
            return count;
        };
        list->clearSelection();
        const int usual = pixels(tokens.accent);
        QVERIFY(usual > 0);
        list->setCurrentIndex(fix().siblingAtColumn(0));
        QVERIFY(pixels(tokens.accentSoft) > 0); // it is selected
        QVERIFY2(pixels(tokens.accent) > usual / 2, qPrintable(QString::number(pixels(tokens.accent))));
        QCOMPARE(pixels(tokens.text), 0);
    }

    void twoClicksOnAFixMendOnce()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Wait for event"_s);
        DefinitionEditor(desk.document())
            .setFields(desk.named("Wait for event"), Json::object({{"event", "Paid"}, {"timeout", "1 h"}}),
                       {});
        auto *list = desk.page.findChild<QTreeView *>(u"problemsList"_s);
        const auto fix = [&] { return fixInList(*list, u"Fail when the time is up"_s); };
        QTRY_VERIFY(fix().isValid());
        const int steps = desk.document().undoStack().count();
        const QPoint at = list->visualRect(fix()).center();
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, at);
        QTRY_VERIFY(!fix().isValid());
        QCOMPARE(desk.document().undoStack().count(), steps + 1);
        QVERIFY(desk.definition().findByName("Out of time"));
        QVERIFY(!desk.definition().findByName("Out of time 2"));
    }

    void problemsAreMendedByTheKeyboardOneAfterTheOther()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        desk.doubleClickInPalette(u"Approval"_s);
        auto *list = desk.page.findChild<QTreeView *>(u"problemsList"_s);
        const auto addTimeout = [&] { return fixInList(*list, u"Add a time-out of 3 d"_s); };
        QTRY_VERIFY(addTimeout().isValid());
        list->setFocus();
        QVERIFY(list->hasFocus());
        list->setCurrentIndex(addTimeout().siblingAtColumn(0));
        QTest::keyClick(list, Qt::Key_Period, Qt::ControlModifier);
        const auto failLate = [&] { return fixInList(*list, u"Fail when the time is up"_s); };
        QTRY_VERIFY(failLate().isValid());
        QVERIFY(desk.definition().find(desk.named("Approval"))->fields["timeout"] == "3 d");
        QVERIFY(list->hasFocus());
        QCOMPARE(list->currentIndex().row(), failLate().row());
        QTest::keyClick(list, Qt::Key_Period, Qt::ControlModifier);
        QTRY_VERIFY(!failLate().isValid());
        const Node *fail = desk.definition().target(desk.named("Approval"), "timeout");
        QVERIFY(fail);
        QCOMPARE(fail->name, std::string("Out of time"));
    }
};

QTEST_MAIN(TestDesignerProblems)
#include "tst_designer_problems.moc"
