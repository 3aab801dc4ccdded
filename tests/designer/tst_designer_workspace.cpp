// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "designer/document/NewEntity.h"
#include "designer/page/DesignerActions.h"
#include "designer/problems/ProblemsModel.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/NodeCatalog.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QDialog>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPointer>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QToolButton>
#include <QTreeView>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

NodeId id(const char *text)
{
    return NodeId(std::string(text));
}

/// Start, one node, End.
WorkflowDefinition oneStep(const std::string &name, Node step)
{
    WorkflowDefinition definition;
    definition.name = name;
    Node start = makeNode(NodeKind::Start, id("start-1"), "Start");
    Node end = makeNode(NodeKind::End, id("end-1"), "End");
    definition.edges = {{start.id, "next", step.id}, {step.id, "next", end.id}};
    definition.layout = {{start.id, {0, 0}}, {step.id, {280, 0}}, {end.id, {560, 0}}};
    definition.nodes = {std::move(start), std::move(step), std::move(end)};
    return definition;
}

WorkflowDefinition waiting(const std::string &event)
{
    Node wait = makeNode(NodeKind::WaitForEvent, id("wait-1"), "Wait");
    wait.fields["event"] = event;
    wait.fields["timeout"] = "1 h";
    WorkflowDefinition definition = oneStep("Waiting", std::move(wait));
    definition.edges.push_back({id("wait-1"), "timeout", id("end-1")});
    return definition;
}

WorkflowDefinition raising(const std::string &event)
{
    Node raise = makeNode(NodeKind::SignalInstance, id("signal-1"), "Tell");
    raise.fields["instance"] = "=input.id";
    raise.fields["event"] = event;
    return oneStep("Raising", std::move(raise));
}

QStringList messages(Desk &desk)
{
    QStringList all;
    const auto *model = desk.page.findChild<QTreeView *>(u"problemsList"_s)->model();
    for (int row = 0; row < model->rowCount(); ++row)
        all << model->index(row, ProblemsModel::MessageColumn).data(Qt::AccessibleTextRole).toString();
    return all;
}

const QString notRaised =
    u"Hint: Nothing in this workspace raises “paid”; raise it by hand, by HTTP or draw a Signal instance."_s;
const QString misspelt =
    u"Warning: Nothing in this workspace raises “paid”, but “payd” is raised and nobody waits for it; give both the same name."_s;

/// The dialog that asks for the name of an entity, once it is there.
QPointer<QDialog> askedForName(Desk &desk)
{
    return desk.page.findChild<QDialog *>(u"newEntityDialog"_s);
}

} // namespace

class TestDesignerWorkspace : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void whatNothingRaisesIsAHintThatDoesNotCount()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const QString path = desk.folder.filePath(u"waiting.workflow.json"_s);
        QVERIFY(saveDefinition(waiting("paid"), path).has_value());
        desk.page.openFile(path);
        QTRY_COMPARE(messages(desk), QStringList({notRaised}));
        QCOMPARE(desk.page.problemsCount(), 0);
        QVERIFY(!desk.canvas().scene().nodeItem(id("wait-1"))->figure().problem);
    }

    void aSlipInAnotherFileIsAWarningThatIsMendedByOneClick()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const QString path = desk.folder.filePath(u"waiting.workflow.json"_s);
        QVERIFY(saveDefinition(waiting("paid"), path).has_value());
        QVERIFY(
            saveDefinition(raising("payd"), desk.folder.filePath(u"raising.workflow.json"_s)).has_value());
        desk.page.openFile(path);
        QTRY_COMPARE(messages(desk), QStringList({misspelt}));
        QCOMPARE(desk.page.problemsCount(), 1);
        auto *list = desk.page.findChild<QTreeView *>(u"problemsList"_s);
        const QModelIndex fix = list->model()->index(0, ProblemsModel::FixColumn);
        QCOMPARE(fix.data().toString(), u"Rename to “payd”"_s);
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {}, list->visualRect(fix).center());
        QTRY_COMPARE(messages(desk), QStringList());
        QVERIFY(desk.definition().find(id("wait-1"))->fields["event"] == "payd");
    }

    void filesThatChangeAndDrawingsThatAreOpenAreHeard()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const QString path = desk.folder.filePath(u"waiting.workflow.json"_s);
        const QString other = desk.folder.filePath(u"raising.workflow.json"_s);
        QVERIFY(saveDefinition(waiting("paid"), path).has_value());
        desk.page.openFile(path);
        QTRY_COMPARE(messages(desk), QStringList({notRaised}));
        QVERIFY(saveDefinition(raising("payd"), other).has_value()); // by another program
        QTRY_COMPARE(messages(desk), QStringList({misspelt}));
        QVERIFY(saveDefinition(raising("paid"), other).has_value());
        QTRY_COMPARE(messages(desk), QStringList());

        // What is open counts as it is on screen.
        desk.page.openFile(other);
        QTRY_COMPARE(desk.document().name(), u"Raising"_s);
        WorkflowDefinition edited = desk.definition();
        edited.nodes.clear();
        edited.edges.clear();
        desk.document().edit(edited, {});
        auto *tabs = desk.page.findChild<QTabBar *>(u"documentTabs"_s);
        tabs->setCurrentIndex(0);
        QTRY_COMPARE(messages(desk), QStringList({notRaised}));
    }

    void aNewEntityHasItsFileAtOnce()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.activateWindow();
        desk.page.setFocus();
        QTRY_VERIFY(desk.page.isActiveWindow());
        QTest::keyClick(&desk.page, Qt::Key_N, Qt::ControlModifier | Qt::ShiftModifier);
        const QPointer<QDialog> dialog = askedForName(desk);
        QVERIFY(dialog);
        QVERIFY(QTest::qWaitForWindowExposed(dialog));
        auto *name = dialog->findChild<QLineEdit *>(u"entityName"_s);
        auto *create = dialog->findChild<QPushButton *>(u"createEntity"_s);
        QVERIFY(!create->isEnabled());
        QTest::keyClicks(name, u"Account"_s);
        QVERIFY(create->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QTRY_VERIFY(!dialog);

        const QString path = desk.folder.filePath(u"account.workflow.json"_s);
        QTRY_VERIFY(desk.page.currentEditor() && desk.document().path() == path);
        QVERIFY(!desk.document().isModified());
        QCOMPARE(desk.document().undoStack().count(), 0);
        QVERIFY(desk.definition().kind == DefinitionKind::Entity);
        const auto written = loadDefinition(path);
        QVERIFY(written.has_value());
        QVERIFY(*written == desk.definition());
        auto *explorer = desk.page.findChild<QListView *>(u"explorerList"_s);
        QTRY_COMPARE(explorer->model()->rowCount(), 1);
        QCOMPARE(explorer->currentIndex().data().toString(), u"account"_s);
        QTRY_VERIFY(!desk.document().isChecking());
        QCOMPARE(messages(desk), QStringList());
    }

    void theListTellsEntitiesFromWorkflows()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QVERIFY(
            saveDefinition(newEntity(u"Account"_s), desk.folder.filePath(u"a.workflow.json"_s)).has_value());
        QVERIFY(saveDefinition(waiting("paid"), desk.folder.filePath(u"b.workflow.json"_s)).has_value());
        auto *explorer = desk.page.findChild<QListView *>(u"explorerList"_s);
        const auto spoken = [&](int row) {
            return explorer->model()->index(row, 0).data(Qt::AccessibleTextRole).toString();
        };
        QTRY_COMPARE(spoken(0), u"a, entity"_s);
        QCOMPARE(spoken(1), u"b"_s);
        // By another program: the second becomes an entity, too.
        QVERIFY(
            saveDefinition(newEntity(u"Basket"_s), desk.folder.filePath(u"b.workflow.json"_s)).has_value());
        QTRY_COMPARE(spoken(1), u"b, entity"_s);
    }

    void namesThatClashOrMakeNoSenseAreRefused()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QVERIFY(
            saveDefinition(newEntity(u"Account"_s), desk.folder.filePath(u"x.workflow.json"_s)).has_value());
        auto *explorer = desk.page.findChild<QListView *>(u"explorerList"_s);
        QTRY_COMPARE(explorer->model()->rowCount(), 1);
        // The name is known once the file has been read.
        desk.page.openFile(desk.folder.filePath(u"x.workflow.json"_s));
        QTRY_COMPARE(desk.document().name(), u"Account"_s);
        QTest::mouseClick(desk.visible<QToolButton>(u"explorerNewEntity"_s), Qt::LeftButton);
        const QPointer<QDialog> dialog = askedForName(desk);
        QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
        auto *name = dialog->findChild<QLineEdit *>(u"entityName"_s);
        auto *create = dialog->findChild<QPushButton *>(u"createEntity"_s);
        auto *flaw = dialog->findChild<QLabel *>(u"entityNameFlaw"_s);
        const auto type = [&](const QString &text) {
            name->selectAll();
            QTest::keyClicks(name, text);
        };
        QCOMPARE(flaw->text(), QString()); // nothing has been said yet
        type(u"ACCOUNT"_s);
        QCOMPARE(flaw->text(),
                 u"There is an entity “ACCOUNT” in this workspace already; choose another name."_s);
        QVERIFY(!create->isEnabled());
        QTest::keyClick(name, Qt::Key_Return);
        QVERIFY(dialog && dialog->isVisible());
        type(u"a@b"_s);
        QCOMPARE(flaw->text(), u"The name must not have an “@”, which parts name and key."_s);
        type(u" a"_s);
        QCOMPARE(flaw->text(), u"The name must not begin or end with a space."_s);
        type(u"Counter"_s);
        QCOMPARE(flaw->text(), QString());
        QTest::keyClick(name, Qt::Key_Escape);
        QTRY_VERIFY(!dialog);
        QCOMPARE(desk.page.findChild<QTabBar *>(u"documentTabs"_s)->count(), 1);
    }

    void theEmptyPageLeadsToTheFirstEntity()
    {
        Desk desk;
        QVERIFY(desk.ready());
        auto *button = desk.visible<QPushButton>(u"emptyNewEntity"_s);
        QVERIFY(button);
        QTest::mouseClick(button, Qt::LeftButton);
        const QPointer<QDialog> dialog = askedForName(desk);
        QVERIFY(dialog && QTest::qWaitForWindowExposed(dialog));
        QTest::keyClicks(dialog->findChild<QLineEdit *>(u"entityName"_s), u"Two words"_s);
        QTest::mouseClick(dialog->findChild<QPushButton *>(u"createEntity"_s), Qt::LeftButton);
        QTRY_VERIFY(QFile::exists(desk.folder.filePath(u"two-words.workflow.json"_s)));
        // What is drawn on is the file's from then on.
        QTRY_VERIFY(!desk.document().isModified());
        desk.doubleClickInPalette(u"Operation"_s);
        QVERIFY(desk.document().isModified());
        desk.document().undoStack().undo();
        QVERIFY(!desk.document().isModified());
    }
};

QTEST_MAIN(TestDesignerWorkspace)
#include "tst_designer_workspace.moc"
