// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "designer/page/DesignerActions.h"
#include "engine/activities/ActivityRegistry.h"
#include "engine/definition/DefinitionFile.h"
#include "tests/designer/Desk.h"
#include "tests/designer/FormFiller.h"

#include <QApplication>
#include <QComboBox>
#include <QLineEdit>
#include <QPointer>
#include <QSignalSpy>
#include <QStandardPaths>

using namespace perdura;
using namespace Qt::StringLiterals;

namespace {

const ActivityCatalog &activities()
{
    static const ActivityCatalog catalog = activityCatalog(builtInActivities());
    return catalog;
}

Json fieldsOf(Desk &desk, const NodeId &node)
{
    return desk.definition().find(node)->fields;
}

/// With the connect picker, by keyboard.
void connectPort(Desk &desk, const std::string &port, const QString &target)
{
    desk.page.activateWindow();
    desk.canvas().setFocus();
    QTRY_VERIFY(desk.page.isActiveWindow() && desk.canvas().hasFocus());
    QTest::keyClick(&desk.canvas(), Qt::Key_C);
    const QPointer<QWidget> picker = desk.page.findChild<QWidget *>(u"connectPicker"_s);
    QVERIFY(picker);
    QTRY_VERIFY(picker->isVisible());
    auto *ports = picker->findChild<QComboBox *>(u"connectPort"_s);
    auto *search = picker->findChild<QLineEdit *>();
    for (int i = 0; i < ports->count(); ++i)
        QTest::keyClick(search, Qt::Key_Left);
    for (int i = 0; i < ports->count() && ports->currentData().toString().toStdString() != port; ++i)
        QTest::keyClick(search, Qt::Key_Right);
    QCOMPARE(ports->currentData().toString().toStdString(), port);
    QTest::keyClicks(search, target);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_VERIFY(!picker);
}

} // namespace

/// Every entry of the palette, in a workflow and, where it may be there, in an entity.
class TestDesignerEveryNode : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void isPlacedFilledConnectedAndKept_data()
    {
        QTest::addColumn<bool>("isEntity");
        QTest::addColumn<QString>("title");
        QTest::addColumn<QString>("kind");
        QTest::addColumn<QString>("activity");
        for (const bool isEntity : {false, true}) {
            const char *where = isEntity ? "entity" : "workflow";
            for (const NodeKindInfo &info : nodeKinds()) {
                const auto id = QString::fromStdString(info.id);
                if (!mayBeIn(info, isEntity ? DefinitionKind::Entity : DefinitionKind::Workflow))
                    continue;
                if (info.kind != NodeKind::Activity) {
                    QTest::addRow("%s: %s", where, info.id.c_str())
                        << isEntity << info.title << id << QString();
                    continue;
                }
                for (const ActivityInfo &activity : activities().all())
                    QTest::addRow("%s: %s", where, activity.name.c_str())
                        << isEntity << activity.title << id << QString::fromStdString(activity.name);
            }
        }
    }
    void isPlacedFilledConnectedAndKept()
    {
        QFETCH(const bool, isEntity);
        QFETCH(const QString, title);
        Desk desk(activities());
        QVERIFY(desk.ready());
        const QString file = desk.folder.filePath(u"drawn.workflow.json"_s);
        open(desk, file, isEntity);
        const WorkflowDefinition empty = desk.definition();
        NodeId id;
        place(desk, title, id);
        if (QTest::currentTestFailed())
            return;

        for (const char *part : {"nodeFields", "activityInput", "activityRetry"}) {
            if (auto *form = desk.visible<SchemaForm>(QLatin1String(part)))
                QCOMPARE(fillForm(*form).join(u'\n'), QString());
        }
        rename(desk);
        checkFields(desk, id);
        if (QTest::currentTestFailed())
            return;
        connectAll(desk, id);
        if (QTest::currentTestFailed())
            return;
        const WorkflowDefinition drawn = desk.definition();

        QAction *undo = desk.page.actionsOfPage().undo;
        while (undo->isEnabled())
            undo->trigger();
        QVERIFY(desk.definition() == empty);
        QAction *redo = desk.page.actionsOfPage().redo;
        while (redo->isEnabled())
            redo->trigger();
        QVERIFY(desk.definition() == drawn);

        desk.page.actionsOfPage().save->trigger();
        QTRY_VERIFY(!desk.page.hasUnsavedChanges());
        const auto kept = loadDefinition(file);
        QVERIFY2(kept, kept ? "" : qPrintable(kept.error().message));
        QCOMPARE(QString::fromUtf8(definitionText(*kept)), QString::fromUtf8(definitionText(drawn)));
        QVERIFY(*kept == drawn);
    }

private:
    /// A file with nothing in it.
    static void open(Desk &desk, const QString &file, bool isEntity)
    {
        WorkflowDefinition empty;
        empty.name = "Drawn";
        empty.kind = isEntity ? DefinitionKind::Entity : DefinitionKind::Workflow;
        QVERIFY(saveDefinition(empty, file).has_value());
        QSignalSpy opened(&desk.page, &DesignerPage::recentFileOpened);
        desk.page.openFile(file);
        QVERIFY(opened.wait());
    }

    /// A double click in the palette; the node is selected then, so that its forms are in sight.
    static void place(Desk &desk, const QString &title, NodeId &id)
    {
        QFETCH(const QString, kind);
        QFETCH(const QString, activity);
        desk.doubleClickInPalette(title);
        QCOMPARE(desk.definition().nodes.size(), std::size_t(1));
        const Node &node = desk.definition().nodes.front();
        QCOMPARE(QString::fromStdString(nodeKindInfo(node.kind).id), kind);
        QCOMPARE(QString::fromStdString(node.fields.value("activity", std::string())), activity);
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(node.id));
        id = node.id;
    }

    static void rename(Desk &desk)
    {
        auto *name = desk.visible<QLineEdit>(u"nodeName"_s);
        QVERIFY(name);
        name->setFocus();
        name->selectAll();
        QTest::keyClicks(name, u"Tried"_s);
    }

    /// The drawing has what the forms show.
    static void checkFields(Desk &desk, const NodeId &id)
    {
        QCOMPARE(desk.definition().find(id)->name, std::string("Tried"));
        const Json fields = fieldsOf(desk, id);
        for (const auto &[name, schema] :
             nodeKindInfo(desk.definition().find(id)->kind).fieldSchema["properties"].items())
            QVERIFY2(fields.contains(name) ||
                         (name == "input" && !desk.visible<SchemaForm>(u"activityInput"_s)),
                     name.c_str());
        if (auto *input = desk.visible<SchemaForm>(u"activityInput"_s))
            QCOMPARE(dumpJson(fields["input"]), dumpJson(input->value()));
    }

    static void connectAll(Desk &desk, const NodeId &id)
    {
        desk.clickFreeCanvas();
        desk.doubleClickInPalette(u"End"_s);
        QCOMPARE(desk.definition().nodes.size(), std::size_t(2));
        const Node &end =
            *std::ranges::find_if(desk.definition().nodes, [&](const Node &node) { return node.id != id; });
        const NodeId endId = end.id;
        const QString endName = QString::fromStdString(end.name);
        QVERIFY(desk.definition().edges.empty());
        desk.click(id);
        QCOMPARE(desk.canvas().scene().currentNode(), std::optional(id));
        const auto ports = outputPorts(*desk.definition().find(id));
        QCOMPARE(desk.page.actionsOfPage().connectNode->isEnabled(), !ports.empty());
        for (const PortInfo &port : ports) {
            connectPort(desk, port.id, endName);
            if (QTest::currentTestFailed())
                return;
            const Node *target = desk.definition().target(id, port.id);
            QVERIFY2(target && target->id == endId, port.id.c_str());
        }
        QCOMPARE(desk.definition().edges.size(), ports.size());
    }
};

QTEST_MAIN(TestDesignerEveryNode)
#include "tst_designer_every_node.moc"
