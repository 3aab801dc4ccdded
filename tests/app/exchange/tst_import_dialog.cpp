// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/ImportDialog.h"
#include "app/exchange/RowList.h"
#include "app/kit/Banner.h"
#include "tests/app/exchange/Drawings.h"

#include <QCheckBox>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

namespace perdura {

class TestImportDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void newDrawingsComeInAsTheyWere();
    void whatIsHereAlreadyIsPassedOver();
    void whatDiffersIsLeftAloneUnlessACopyIsWanted();
    void aDrawingOfTheNameInAnotherFileCountsAsWell();
    void aFileThatIsAnotherDrawingIsNotOverwritten();
    void changesByHandAreTold();
    void aFolderThatIsNoProjectIsToldQuietly();
    void aFileOfAnotherKindIsToldQuietly();
    void mistakesOfAScriptAreToldAndMended();
    void theLastFolderCounts();
    void whatAppearedMeanwhileIsNotOverwritten();

private:
    void open(const QString &source);
    [[nodiscard]] QPushButton *button(const QString &text) const;
    [[nodiscard]] QLabel *label(const QString &text) const;
    [[nodiscard]] RowList *rows(const QString &name) const;
    [[nodiscard]] QRadioButton *choice(const QString &text) const;
    void press(const QString &text);

    std::unique_ptr<QTemporaryDir> m_workspace;
    std::unique_ptr<QTemporaryDir> m_project;
    std::unique_ptr<ImportDialog> m_dialog;
};

void TestImportDialog::init()
{
    m_workspace = std::make_unique<QTemporaryDir>();
    m_project = std::make_unique<QTemporaryDir>();
}

void TestImportDialog::cleanup()
{
    m_dialog.reset();
}

void TestImportDialog::open(const QString &source)
{
    m_dialog = std::make_unique<ImportDialog>(m_workspace->path(), QString());
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
    QTest::keyClicks(m_dialog->findChild<QLineEdit *>(), source);
}

QPushButton *TestImportDialog::button(const QString &text) const
{
    for (QPushButton *button : m_dialog->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

QLabel *TestImportDialog::label(const QString &text) const
{
    for (QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (label->isVisible() && label->text() == text)
            return label;
    }
    return nullptr;
}

RowList *TestImportDialog::rows(const QString &name) const
{
    for (RowList *rows : m_dialog->findChildren<RowList *>()) {
        if (rows->isVisible() && rows->accessibleName() == name)
            return rows;
    }
    return nullptr;
}

QRadioButton *TestImportDialog::choice(const QString &text) const
{
    for (QRadioButton *choice : m_dialog->findChildren<QRadioButton *>()) {
        if (choice->isVisible() && choice->text() == text)
            return choice;
    }
    return nullptr;
}

void TestImportDialog::press(const QString &text)
{
    QTRY_VERIFY2(button(text), qPrintable(text));
    QVERIFY(button(text)->isEnabled());
    QTest::mouseClick(button(text), Qt::LeftButton);
}

void TestImportDialog::newDrawingsComeInAsTheyWere()
{
    const QByteArray orders = drawing("Orders", {subWorkflow("Billing")});
    const DrawnFile files[] = {{u"orders.workflow.json"_s, orders, parsed(orders)},
                               {u"billing.workflow.json"_s, drawing("Billing"), parsed(drawing("Billing"))}};
    QVERIFY(writeExport({files[0], files[1]}, m_project->path(), {}, HandChanges::Ask));
    open(m_project->path());
    QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    QTRY_VERIFY(button(u"Import 2 drawings"_s));
    QCOMPARE(rows(u"Drawings in it"_s)->texts(), (QStringList{u"Billing"_s, u"Orders"_s}));
    QVERIFY(label(u"New: orders.workflow.json"_s));
    QVERIFY(!choice(u"Keep mine"_s));
    QVERIFY(!rows(u"What to know"_s));
    press(u"Import 2 drawings"_s);
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(imported[0][0].toStringList(), (QStringList{m_workspace->filePath(u"billing.workflow.json"_s),
                                                         m_workspace->filePath(u"orders.workflow.json"_s)}));
    QCOMPARE(contentOf(m_workspace->filePath(u"orders.workflow.json"_s)), orders);
    QCOMPARE(contentOf(m_workspace->filePath(u"billing.workflow.json"_s)), drawing("Billing"));
    QVERIFY(!m_dialog->isVisible());
}

void TestImportDialog::whatIsHereAlreadyIsPassedOver()
{
    QVERIFY(exportedTo(m_project->path(), u"orders.workflow.json"_s, drawing("Orders")));
    // Other words, the same drawing, in another place.
    writeFile(m_workspace->filePath(u"sub/mine.workflow.json"_s), definitionText(parsed(drawing("Orders"))));
    open(m_project->path());
    QTRY_VERIFY(button(u"Nothing to import"_s));
    QVERIFY(!button(u"Nothing to import"_s)->isEnabled());
    QVERIFY(label(u"Here already, the same: sub/mine.workflow.json"_s));
    QVERIFY(!choice(u"Keep mine"_s));
}

void TestImportDialog::whatDiffersIsLeftAloneUnlessACopyIsWanted()
{
    QVERIFY(exportedTo(m_project->path(), u"orders.workflow.json"_s, drawing("Orders")));
    const QString mine = m_workspace->filePath(u"orders.workflow.json"_s);
    writeFile(mine, drawing("Orders", {mail()}));
    writeFile(m_workspace->filePath(u"orders-2.workflow.json"_s), drawing("Orders 2"));
    open(m_project->path());
    QTRY_VERIFY(label(u"Differs from yours: orders.workflow.json"_s));
    QVERIFY(label(u"1 drawing differs from the one in the workspace:"_s));
    QVERIFY(choice(u"Keep mine"_s)->isChecked());
    QVERIFY(!button(u"Nothing to import"_s)->isEnabled());
    QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    QTest::mouseClick(choice(u"Import as copy"_s), Qt::LeftButton, {},
                      QPoint(8, choice(u"Import as copy"_s)->height() / 2));
    press(u"Import 1 drawing"_s);
    QTRY_COMPARE(imported.size(), 1);
    const QString copy = m_workspace->filePath(u"orders-3.workflow.json"_s);
    QCOMPARE(imported[0][0].toStringList(), QStringList{copy});
    WorkflowDefinition expected = parsed(drawing("Orders"));
    expected.name = "Orders 3";
    QCOMPARE(contentOf(copy), definitionText(expected));
    QCOMPARE(contentOf(mine), drawing("Orders", {mail()}));
}

void TestImportDialog::aDrawingOfTheNameInAnotherFileCountsAsWell()
{
    QVERIFY(exportedTo(m_project->path(), u"orders.workflow.json"_s, drawing("Orders")));
    writeFile(m_workspace->filePath(u"mine.workflow.json"_s), drawing("Orders", {mail()}));
    open(m_project->path());
    QTRY_VERIFY(label(u"Differs from yours: mine.workflow.json"_s));
    QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    choice(u"Keep mine"_s)->setFocus();
    QTest::keyClick(choice(u"Keep mine"_s), Qt::Key_Down);
    QVERIFY(choice(u"Import as copy"_s)->isChecked());
    press(u"Import 1 drawing"_s);
    QTRY_COMPARE(imported.size(), 1);
    QCOMPARE(imported[0][0].toStringList(), QStringList{m_workspace->filePath(u"orders.workflow.json"_s)});
    QCOMPARE(parsed(contentOf(m_workspace->filePath(u"orders.workflow.json"_s))).name,
             std::string("Orders 2"));
}

void TestImportDialog::aFileThatIsAnotherDrawingIsNotOverwritten()
{
    QVERIFY(exportedTo(m_project->path(), u"orders.workflow.json"_s, drawing("Orders")));
    const QString mine = m_workspace->filePath(u"orders.workflow.json"_s);
    writeFile(mine, "not a drawing");
    open(m_project->path());
    QTRY_VERIFY(choice(u"Import as copy"_s));
    QSignalSpy imported(m_dialog.get(), &ImportDialog::imported);
    choice(u"Import as copy"_s)->setFocus();
    QTest::keyClick(choice(u"Import as copy"_s), Qt::Key_Space);
    press(u"Import 1 drawing"_s);
    QTRY_COMPARE(imported.size(), 1);
    // Its own name is free, so it keeps it, and its bytes.
    QCOMPARE(contentOf(m_workspace->filePath(u"orders-2.workflow.json"_s)), drawing("Orders"));
    QCOMPARE(contentOf(mine), QByteArray("not a drawing"));
}

void TestImportDialog::changesByHandAreTold()
{
    QVERIFY(exportedTo(m_project->path(), u"orders.workflow.json"_s, drawing("Orders")));
    const QString function = m_project->filePath(u"src/functions/Orders.js"_s);
    writeFile(function, contentOf(function) + "// mine\n");
    open(m_project->path());
    QTRY_VERIFY(rows(u"What to know"_s));
    QCOMPARE(rows(u"What to know"_s)->texts(),
             QStringList{u"src/functions/Orders.js was changed by hand after the export; the drawing "
                         "orders.workflow.json does not have the changes."_s});
}

void TestImportDialog::aFolderThatIsNoProjectIsToldQuietly()
{
    open(m_project->path());
    QTRY_VERIFY(label(u"%1 is no project exported by Perdura: it has no drawings in a folder drawings."_s.arg(
        m_project->path())));
    QVERIFY(!button(u"Import"_s)->isEnabled());
    QVERIFY(!m_dialog->findChild<Banner *>()->isVisible());
}

void TestImportDialog::aFileOfAnotherKindIsToldQuietly()
{
    const QString file = m_project->filePath(u"orders.txt"_s);
    writeFile(file, "1;");
    open(file);
    QTRY_VERIFY(label(
        u"%1 is neither a JavaScript file (.js) nor the folder of an exported project; choose one of these."_s
            .arg(file)));
}

void TestImportDialog::mistakesOfAScriptAreToldAndMended()
{
    const QString file = m_project->filePath(u"ask.js"_s);
    QFile script(file);
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("const df = require('durable-functions');\n"
                 "module.exports = df.orchestrator(function* (context) {\n"
                 "    if (1 === yield context.df.callActivity('Ask'))\n"
                 "        yield context.df.callActivity('Go');\n"
                 "});\n");
    script.close();
    open(file);
    QTRY_VERIFY(rows(u"What to know"_s));
    const QString problem =
        u"Line 3, column 15: A yield that is compared or computed with needs parentheses around it."_s;
    QTRY_VERIFY(label(problem));
    auto *mend = m_dialog->findChild<QCheckBox *>();
    QVERIFY(mend->isVisible());
    QTest::mouseClick(mend, Qt::LeftButton, {}, QPoint(8, mend->height() / 2));
    QTRY_VERIFY(!label(problem));
    press(u"Import 1 drawing"_s);
    QTRY_VERIFY(QFile::exists(m_workspace->filePath(u"ask.workflow.json"_s)));
}

void TestImportDialog::theLastFolderCounts()
{
    QVERIFY(exportedTo(m_project->path(), u"orders.workflow.json"_s, drawing("Orders")));
    open(m_project->path());
    QTRY_VERIFY(button(u"Import 1 drawing"_s));
    auto *line = m_dialog->findChild<QLineEdit *>();
    QTest::keyClicks(line, u"x"_s);
    QVERIFY(button(u"Import"_s));
    QVERIFY(!button(u"Import"_s)->isEnabled());
    QTRY_VERIFY(label(u"There is no file or folder %1x; choose another one."_s.arg(m_project->path())));
    QTest::keyClick(line, Qt::Key_Backspace);
    QTRY_VERIFY(button(u"Import 1 drawing"_s));
}

void TestImportDialog::whatAppearedMeanwhileIsNotOverwritten()
{
    QVERIFY(exportedTo(m_project->path(), u"orders.workflow.json"_s, drawing("Orders")));
    open(m_project->path());
    QTRY_VERIFY(button(u"Import 1 drawing"_s));
    const QString mine = m_workspace->filePath(u"orders.workflow.json"_s);
    writeFile(mine, drawing("Orders", {mail()}));
    press(u"Import 1 drawing"_s);
    auto *banner = m_dialog->findChild<Banner *>();
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->message(),
             u"%1 is there already and differs; move it away, or choose another folder."_s.arg(mine));
    QCOMPARE(contentOf(mine), drawing("Orders", {mail()}));
    QTRY_VERIFY(choice(u"Keep mine"_s));
    QVERIFY(banner->isVisible());
}

} // namespace perdura

QTEST_MAIN(perdura::TestImportDialog)
#include "tst_import_dialog.moc"
