// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/ExportWork.h"
#include "tests/app/exchange/Drawings.h"

#include <QTemporaryDir>
#include <QTest>

namespace perdura {
namespace {

QStringList namesOf(const ExportContent &content)
{
    QStringList names;
    for (const DrawnFile &drawing : content.drawings)
        names.append(QString::fromStdString(drawing.definition.name) + u" in "_s + drawing.fileName);
    return names;
}

QStringList listOf(const std::vector<QString> &texts)
{
    return {texts.begin(), texts.end()};
}

} // namespace

class TestExportWork : public QObject
{
    Q_OBJECT

private slots:
    void whatADrawingNamesGoesWithIt();
    void whatIsNotInTheWorkspaceIsTold();
    void theDrawingGoesAsItIsOnScreen();
    void aSavedDrawingKeepsItsBytes();
    void filesOfTheSameNameGetDifferentOnes();
    void theFolderMustBeOutsideTheWorkspace();
    void untouchedFilesAreReplacedWithoutAQuestion();
    void filesChangedByHandAreAskedAboutAndKept();
    void filesChangedByHandCanBeReplaced();
    void theProposedFolderIsBesideTheWorkspace();
};

void TestExportWork::whatADrawingNamesGoesWithIt()
{
    const QTemporaryDir workspace;
    writeFile(workspace.filePath(u"sub/billing.workflow.json"_s), drawing("Billing", {subWorkflow("Tax")}));
    writeFile(workspace.filePath(u"tax.workflow.json"_s), drawing("Tax"));
    writeFile(workspace.filePath(u"other.workflow.json"_s), drawing("Other"));
    const ExportContent content =
        exportContent(parsed(drawing("Orders", {subWorkflow("Billing")})),
                      workspace.filePath(u"orders.workflow.json"_s), workspace.path());
    QCOMPARE(namesOf(content),
             (QStringList{u"Orders in orders.workflow.json"_s, u"Billing in billing.workflow.json"_s,
                          u"Tax in tax.workflow.json"_s}));
    QCOMPARE(content.missing, QStringList());
}

void TestExportWork::whatIsNotInTheWorkspaceIsTold()
{
    const QTemporaryDir workspace;
    const std::pair<QByteArray, QByteArray> entity{"entity-signal",
                                                   R"({"entity":"Account","key":"a","operation":"add"})"};
    const ExportContent content =
        exportContent(parsed(drawing("Orders", {subWorkflow("Billing"), entity})), {}, workspace.path());
    QCOMPARE(namesOf(content), QStringList{u"Orders in Orders.workflow.json"_s});
    QCOMPARE(content.missing, (QStringList{u"account"_s, u"Billing"_s}));
}

void TestExportWork::theDrawingGoesAsItIsOnScreen()
{
    const QTemporaryDir workspace;
    const QString path = workspace.filePath(u"orders.workflow.json"_s);
    writeFile(path, drawing("Orders"));
    const WorkflowDefinition onScreen = parsed(drawing("Orders", {mail()}));
    const ExportContent content = exportContent(onScreen, path, workspace.path());
    QCOMPARE(content.drawings.front().text, definitionText(onScreen));
}

void TestExportWork::aSavedDrawingKeepsItsBytes()
{
    const QTemporaryDir workspace;
    const QString path = workspace.filePath(u"orders.workflow.json"_s);
    writeFile(path, drawing("Orders"));
    const ExportContent content = exportContent(parsed(drawing("Orders")), path, workspace.path());
    QCOMPARE(content.drawings.front().text, drawing("Orders"));
    QVERIFY(content.drawings.front().text != definitionText(parsed(drawing("Orders"))));
}

void TestExportWork::filesOfTheSameNameGetDifferentOnes()
{
    const QTemporaryDir workspace;
    writeFile(workspace.filePath(u"sub/orders.workflow.json"_s), drawing("Billing"));
    const ExportContent content =
        exportContent(parsed(drawing("Orders", {subWorkflow("Billing")})),
                      workspace.filePath(u"orders.workflow.json"_s), workspace.path());
    QCOMPARE(namesOf(content),
             (QStringList{u"Orders in orders.workflow.json"_s, u"Billing in orders-2.workflow.json"_s}));
}

void TestExportWork::theFolderMustBeOutsideTheWorkspace()
{
    const QTemporaryDir workspace;
    const ExportContent content = exportContent(parsed(drawing("Orders")), {}, workspace.path());
    for (const QString &inside : {workspace.path(), workspace.filePath(u"code"_s)}) {
        const auto outcome = writeExport(content.drawings, inside, workspace.path(), HandChanges::Ask);
        QVERIFY(!outcome);
        QCOMPARE(outcome.error().code, ErrorCode::InvalidArgument);
        QCOMPARE(
            outcome.error().message,
            u"%1 is inside the workspace, which would then have its drawings twice; choose a folder outside."_s
                .arg(inside));
    }
    QCOMPARE(filesBelow(workspace.path()), 0);
    // A name that begins in the same way is another folder.
    const QString beside = workspace.path() + u"-functions"_s;
    const auto outcome = writeExport(content.drawings, beside, workspace.path(), HandChanges::Ask);
    const int written = filesBelow(beside);
    QDir(beside).removeRecursively();
    QVERIFY(outcome);
    QCOMPARE(outcome->files, written);
}

void TestExportWork::untouchedFilesAreReplacedWithoutAQuestion()
{
    const QTemporaryDir folder;
    QVERIFY(exportedTo(folder.path(), u"orders.workflow.json"_s, drawing("Orders", {mail()})));
    const QByteArray before = contentOf(folder.filePath(u"src/functions/Orders.js"_s));
    writeFile(folder.filePath(u"README.md"_s), "Mine");
    const DrawnFile changed{u"orders.workflow.json"_s, drawing("Orders"), parsed(drawing("Orders"))};
    const auto outcome = writeExport({changed}, folder.path(), {}, HandChanges::Ask);
    QVERIFY(outcome);
    QCOMPARE(listOf(outcome->toAsk), QStringList());
    QVERIFY(contentOf(folder.filePath(u"src/functions/Orders.js"_s)) != before);
    QVERIFY(contentOf(folder.filePath(u"README.md"_s)) != "Mine");
}

void TestExportWork::filesChangedByHandAreAskedAboutAndKept()
{
    const QTemporaryDir folder;
    const QString function = folder.filePath(u"src/functions/Orders.js"_s);
    const QString activity = folder.filePath(u"src/functions/activities/email.send.js"_s);
    QVERIFY(exportedTo(folder.path(), u"orders.workflow.json"_s, drawing("Orders", {mail()})));
    writeFile(function, contentOf(function) + "// mine\n");
    writeFile(activity, "// mine as well\n");
    const QByteArray text = drawing("Orders", {mail(), mail()});
    const std::vector<DrawnFile> drawings{{u"orders.workflow.json"_s, text, parsed(text)}};
    const QStringList asked{u"src/functions/Orders.js"_s, u"src/functions/activities/email.send.js"_s};
    const auto question = writeExport(drawings, folder.path(), {}, HandChanges::Ask);
    QVERIFY(question);
    QCOMPARE(listOf(question->toAsk), asked);
    QCOMPARE(question->files, 0);
    QVERIFY(contentOf(folder.filePath(u"drawings/orders.workflow.json"_s)) != text);
    const auto outcome = writeExport(drawings, folder.path(), {}, HandChanges::Keep);
    QVERIFY(outcome);
    QCOMPARE(listOf(outcome->toAsk), QStringList());
    QCOMPARE(outcome->files, filesBelow(folder.path()) - 2);
    QVERIFY(contentOf(function).endsWith("// mine\n"));
    QCOMPARE(contentOf(activity), QByteArray("// mine as well\n"));
    QCOMPARE(contentOf(folder.filePath(u"drawings/orders.workflow.json"_s)), text);
}

void TestExportWork::filesChangedByHandCanBeReplaced()
{
    const QTemporaryDir folder;
    const QString activity = folder.filePath(u"src/functions/activities/email.send.js"_s);
    const QByteArray text = drawing("Orders", {mail()});
    QVERIFY(exportedTo(folder.path(), u"orders.workflow.json"_s, text));
    const QByteArray exported = contentOf(activity);
    writeFile(activity, "// mine\n");
    const auto outcome = writeExport({{u"orders.workflow.json"_s, text, parsed(text)}}, folder.path(), {},
                                     HandChanges::Replace);
    QVERIFY(outcome);
    QCOMPARE(outcome->files, filesBelow(folder.path()));
    QCOMPARE(contentOf(activity), exported);
}

void TestExportWork::theProposedFolderIsBesideTheWorkspace()
{
    QCOMPARE(proposedExportFolder(u"/home/ada/orders/"_s), u"/home/ada/orders-functions"_s);
    QCOMPARE(proposedExportFolder({}), QDir::homePath() + u"/workflow-functions"_s);
}

} // namespace perdura

QTEST_MAIN(perdura::TestExportWork)
#include "tst_export_work.moc"
