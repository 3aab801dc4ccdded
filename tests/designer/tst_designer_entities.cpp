// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/JsonEdit.h"
#include "app/kit/Theme.h"
#include "designer/document/NewEntity.h"
#include "designer/page/DesignerActions.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/designer/Desk.h"

#include <QApplication>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

QStringList paletteOf(Desk &desk)
{
    const auto *model = desk.page.findChild<QListView *>(u"paletteList"_s)->model();
    QStringList titles;
    for (int row = 0; row < model->rowCount(); ++row)
        titles << model->index(row, 0).data().toString();
    return titles;
}

/// Opens a file with an entity and waits until it is read.
void openEntity(Desk &desk)
{
    const QString file = desk.folder.filePath(u"account.workflow.json"_s);
    QVERIFY(saveDefinition(newEntity(u"Account"_s), file).has_value());
    QSignalSpy opened(&desk.page, &DesignerPage::recentFileOpened);
    desk.page.openFile(file);
    QVERIFY(opened.wait());
}

} // namespace

class TestDesignerEntities : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void thePaletteFollowsTheKindOfTheFileThatIsOpened()
    {
        Desk desk;
        QVERIFY(desk.ready());
        QVERIFY(paletteOf(desk).contains(u"Approval"_s));
        QVERIFY(!paletteOf(desk).contains(u"Operation"_s));
        openEntity(desk);
        QVERIFY(paletteOf(desk).contains(u"Operation"_s));
        QVERIFY(!paletteOf(desk).contains(u"Approval"_s));
        desk.page.newWorkflow();
        QVERIFY(paletteOf(desk).contains(u"Approval"_s));
    }

    void anEntityIsInspectedAsOne()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        auto *title = desk.page.findChild<QLabel *>(u"workflowTitle"_s);
        auto *input = desk.page.findChild<JsonEdit *>(u"workflowInput"_s);
        QCOMPARE(title->text(), u"Workflow"_s);
        QVERIFY(input->isVisible());
        openEntity(desk);
        QCOMPARE(title->text(), u"Entity"_s);
        QVERIFY(title->isVisible());
        QVERIFY(!input->isVisible());
        QCOMPARE(desk.visible<QLineEdit>(u"workflowName"_s)->text(), u"Account"_s);
    }

    void anEntityCannotBeRunAndTheButtonSaysWhy()
    {
        Desk desk;
        QVERIFY(desk.ready());
        desk.page.newWorkflow();
        auto *run = desk.page.findChild<QPushButton *>(u"runButton"_s);
        QVERIFY(run->isEnabled());
        QCOMPARE(run->toolTip(), u"Run… (F5)"_s);
        openEntity(desk);
        QVERIFY(!run->isEnabled());
        QVERIFY(!desk.page.actionsOfPage().run->isEnabled());
        QCOMPARE(run->toolTip(), u"An entity does not run by itself; run a workflow that sends to it"_s);
    }
};

QTEST_MAIN(TestDesignerEntities)
#include "tst_designer_entities.moc"
