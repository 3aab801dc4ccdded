// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Banner.h"
#include "app/kit/Theme.h"
#include "designer/page/DesignerActions.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QFileDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace perdura;
using namespace Qt::StringLiterals;

class TestDesignerFiles : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void theExplorerFollowsTheFolderAndOpensOnAClick()
    {
        Desk desk;
        QVERIFY(desk.ready());
        auto *list = desk.page.findChild<QListView *>(u"explorerList"_s);
        QCOMPARE(list->model()->rowCount(), 0);
        WorkflowDefinition definition;
        definition.name = "From disk";
        definition.nodes = {makeNode(NodeKind::Start, NodeId(std::string("s")), "Begin")};
        QVERIFY(saveDefinition(definition, desk.folder.filePath(u"disk.workflow.json"_s)));
        QTRY_COMPARE_WITH_TIMEOUT(list->model()->rowCount(), 1, 30'000);
        QTRY_VERIFY(list->isVisible());
        QTest::mouseClick(list->viewport(), Qt::LeftButton, {},
                          list->visualRect(list->model()->index(0, 0)).center());
        QTRY_VERIFY(desk.page.currentEditor() && !desk.named("Begin").isEmpty());
        QVERIFY(!desk.page.hasUnsavedChanges());
    }

    void anotherWorkspaceClosesTheDocumentsOfTheOneBefore()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        desk.doubleClickInPalette(u"Start"_s);
        QVERIFY(desk.page.hasUnsavedChanges());
        desk.page.setWorkspace(desk.folder.path());
        QVERIFY(desk.page.currentEditor());
        const QTemporaryDir other;
        desk.page.setWorkspace(other.path());
        QVERIFY(!desk.page.currentEditor());
        QVERIFY(!desk.page.hasUnsavedChanges());
    }

    void aFileThatChangesOnDiskIsReloadedOrKept()
    {
        Desk desk;
        QVERIFY(desk.ready());
        const QString path = desk.folder.filePath(u"shared.workflow.json"_s);
        WorkflowDefinition definition;
        definition.name = "First";
        definition.nodes = {makeNode(NodeKind::Start, NodeId(std::string("s")), "Begin")};
        QVERIFY(saveDefinition(definition, path));
        desk.page.openFile(path);
        QTRY_VERIFY(desk.page.currentEditor() && !desk.named("Begin").isEmpty());
        auto *banner = desk.page.findChild<Banner *>(u"diskBanner"_s);
        QVERIFY(!banner->isVisible());
        const auto press = [&](const QString &text) {
            for (QPushButton *button : banner->findChildren<QPushButton *>()) {
                if (button->text() == text && button->isVisible()) {
                    QTest::mouseClick(button, Qt::LeftButton);
                    return true;
                }
            }
            return false;
        };

        definition.name = "Second";
        QVERIFY(saveDefinition(definition, path));
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->message(), u"“shared.workflow.json” changed on disk."_s);
        QCOMPARE(desk.document().name(), u"First"_s);
        QVERIFY(press(u"Reload"_s));
        QCOMPARE(desk.document().name(), u"Second"_s);
        QVERIFY(!banner->isVisible());
        QVERIFY(!desk.page.hasUnsavedChanges());
        desk.page.actionsOfPage().undo->trigger();
        QCOMPARE(desk.document().name(), u"First"_s);
        QVERIFY(desk.page.hasUnsavedChanges());

        definition.name = "Third";
        QVERIFY(saveDefinition(definition, path));
        QTRY_VERIFY(banner->isVisible());
        QCOMPARE(banner->message(),
                 u"“shared.workflow.json” changed on disk, and there are unsaved changes here."_s);
        QVERIFY(press(u"Keep mine"_s));
        QVERIFY(!banner->isVisible());
        QCOMPARE(desk.document().name(), u"First"_s);
        QSignalSpy saved(&desk.document(), &DefinitionDocument::saved);
        desk.page.actionsOfPage().save->trigger();
        QVERIFY(saved.wait());
        QCOMPARE(loadDefinition(path)->name, std::string("First"));

        // What the designer writes itself is no news; a file that is gone is there again after saving.
        QVERIFY(QFile::remove(path));
        QTRY_VERIFY(desk.page.hasUnsavedChanges());
        QVERIFY(!banner->isVisible());
        desk.page.actionsOfPage().save->trigger();
        QVERIFY(saved.wait());
        QVERIFY(!desk.page.hasUnsavedChanges());
        QVERIFY(!desk.document().hasChangedOnDisk());
    }

    void whatCannotBeSavedInItsPlaceCanBeSavedElsewhere()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QVERIFY(QDir(desk.folder.path()).mkdir(u"gone"_s));
        const QString path = desk.folder.filePath(u"gone/plan.workflow.json"_s);
        WorkflowDefinition definition;
        definition.name = "Plan";
        definition.nodes = {makeNode(NodeKind::Start, NodeId(std::string("s")), "Begin")};
        QVERIFY(saveDefinition(definition, path));
        desk.page.openFile(path);
        QTRY_VERIFY(desk.page.currentEditor() && !desk.named("Begin").isEmpty());
        desk.doubleClickInPalette(u"Timer"_s);
        QVERIFY(QDir(desk.folder.filePath(u"gone"_s)).removeRecursively());
        desk.page.actionsOfPage().save->trigger();
        const auto saveElsewhere = [&]() -> QPushButton * {
            for (QPushButton *button : desk.page.findChildren<QPushButton *>()) {
                if (button->text() == u"Save as…"_s && button->isVisible())
                    return button;
            }
            return nullptr;
        };
        QTRY_VERIFY(saveElsewhere());
        QVERIFY(desk.page.hasUnsavedChanges());

        QTest::mouseClick(saveElsewhere(), Qt::LeftButton);
        auto *dialog = desk.page.findChild<QFileDialog *>();
        QVERIFY(dialog && dialog->isVisible());
        auto *name = dialog->findChild<QLineEdit *>(u"fileNameEdit"_s);
        name->setText(desk.folder.filePath(u"other"_s));
        QTest::keyClick(name, Qt::Key_Return);
        const QString other = desk.folder.filePath(u"other.workflow.json"_s);
        QTRY_COMPARE(desk.document().path(), other);
        QVERIFY(!desk.page.hasUnsavedChanges());
        QVERIFY(!saveElsewhere());
        QCOMPARE(loadDefinition(other)->nodes.size(), std::size_t(2));
    }

    void aFileThatIsNoWorkflowIsReported()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QFile file(desk.folder.filePath(u"bad.workflow.json"_s));
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write("{ not json");
        file.close();
        desk.page.openFile(file.fileName());
        QTRY_VERIFY(!desk.page.currentEditor());
    }
};

QTEST_MAIN(TestDesignerFiles)
#include "tst_designer_files.moc"
