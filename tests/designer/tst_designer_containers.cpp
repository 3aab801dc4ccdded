// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "designer/page/DesignerActions.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QLineEdit>
#include <QMenu>
#include <QPointer>
#include <QStandardPaths>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

/// Presses the key on the canvas, searches in the list that opens and takes the first.
void addByKeys(Desk &desk, Qt::Key key, Qt::KeyboardModifiers modifiers, const QString &words)
{
    // Not every platform makes the window active again when a popup closes; shortcuts need it to be.
    desk.page.activateWindow();
    desk.canvas().setFocus();
    QTRY_VERIFY(desk.page.isActiveWindow() && desk.canvas().hasFocus());
    QTest::keyClick(&desk.canvas(), key, modifiers);
    QPointer<QWidget> picker = desk.page.findChild<QWidget *>(u"nodePicker"_s);
    QVERIFY(picker);
    QTRY_VERIFY(picker->isVisible());
    auto *search = picker->findChild<QLineEdit *>();
    QTest::keyClicks(search, words);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY(!picker);
}

/// Start, then a container of that kind, which is selected.
NodeId drawContainer(Desk &desk, const char *kind)
{
    desk.page.newWorkflow();
    desk.doubleClickInPalette(u"Start"_s);
    desk.doubleClickInPalette(QString::fromLatin1(kind));
    return desk.named(kind);
}

} // namespace

class TestDesignerContainers : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void anEmptyContainerSaysWhatItIsFor()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const NodeId scope = drawContainer(desk, "Scope");
        const NodeItem *item = desk.canvas().scene().nodeItem(scope);
        QCOMPARE(item->figure().innerHint, u"Drop or add steps here"_s);
        desk.doubleClickInPalette(u"Log"_s);
        QCOMPARE(item->figure().innerHint, QString());
    }

    void theFirstStepGoesIntoTheSelectedEmptyContainerFromThePalette()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const NodeId scope = drawContainer(desk, "Scope");
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(scope));
        desk.doubleClickInPalette(u"Log"_s);
        const NodeId log = desk.named("Log");
        QCOMPARE(desk.definition().find(log)->parent, std::optional(scope));
        QCOMPARE(desk.definition().layout.at(log), (NodePosition{0, 0}));
        QCOMPARE(desk.definition().edges.size(), std::size_t(1)); // from the start to the container
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(log));

        // The next one follows it, inside as well.
        desk.doubleClickInPalette(u"Timer"_s);
        QCOMPARE(desk.definition().target(log, "next")->name, std::string("Timer"));
        QCOMPARE(desk.definition().find(desk.named("Timer"))->parent, std::optional(scope));
    }

    void theFirstStepGoesIntoTheSelectedEmptyContainerByKey()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const NodeId race = drawContainer(desk, "Race");
        desk.canvas().scene().setCollapsed(race, true);
        addByKeys(desk, Qt::Key_A, {}, u"timer"_s);
        QCOMPARE(desk.definition().find(desk.named("Timer"))->parent, std::optional(race));
        QVERIFY(!desk.canvas().scene().isCollapsed(race)); // what was added is seen
    }

    void whatBeginsAFlowStaysOutside()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Scope"_s);
        desk.doubleClickInPalette(u"Start"_s);
        QVERIFY(!desk.definition().find(desk.named("Start"))->parent);
    }

    void aLaneIsAddedByKeyBelowTheOthers()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const NodeId parallel = drawContainer(desk, "Parallel");
        QVERIFY(desk.page.actionsOfPage().addInside->isEnabled());
        addByKeys(desk, Qt::Key_A, Qt::ShiftModifier, u"log"_s);
        desk.click(parallel);
        addByKeys(desk, Qt::Key_A, Qt::ShiftModifier, u"timer"_s);
        if (QTest::currentTestFailed())
            return;
        const NodeId timer = desk.named("Timer");
        QCOMPARE(desk.definition().find(timer)->parent, std::optional(parallel));
        QCOMPARE(desk.definition().layout.at(timer), (NodePosition{0, 100}));
        QVERIFY(!desk.definition().target(desk.named("Log"), "next")); // a lane of its own
        QVERIFY(!desk.page.actionsOfPage().addInside->isEnabled());    // a timer holds nothing
    }

    void inOtherContainersAStepIsAddedAtTheEnd()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const NodeId scope = drawContainer(desk, "Scope");
        desk.doubleClickInPalette(u"Log"_s);
        desk.doubleClickInPalette(u"Timer"_s);
        desk.click(scope);
        addByKeys(desk, Qt::Key_A, Qt::ShiftModifier, u"approval"_s);
        if (QTest::currentTestFailed())
            return;
        const NodeId approval = desk.named("Approval");
        QCOMPARE(desk.definition().find(approval)->parent, std::optional(scope));
        QCOMPARE(desk.definition().target(desk.named("Timer"), "next")->id, approval);
        QCOMPARE(desk.definition().layout.at(approval), (NodePosition{560, 0}));
    }

    void theContextMenuOffersIt()
    {
        Desk desk;
        QVERIFY(desk.ready());
        drawContainer(desk, "Parallel");
        const auto offered = [&] {
            QMenu menu;
            desk.page.actionsOfPage().fillContextMenu(menu);
            return menu.actions().contains(desk.page.actionsOfPage().addInside);
        };
        QVERIFY(offered());
        desk.click(desk.named("Start"));
        QVERIFY(!offered());
    }
};

QTEST_MAIN(TestDesignerContainers)
#include "tst_designer_containers.moc"
