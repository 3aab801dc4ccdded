// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/ExportDialog.h"
#include "app/exchange/RowList.h"
#include "app/kit/Banner.h"
#include "tests/app/exchange/Drawings.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>
#include <QThreadPool>

namespace perdura {

class TestExportDialog : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();
    void itSaysWhatItExports();
    void whatIsNamedButMissingIsMarked();
    void theResultTellsWhatWasWrittenAndWhatIsLeft();
    void withoutRemarksNothingIsLeft();
    void enterInTheFolderExports();
    void withoutAFolderThereIsNothingToPress();
    void anErrorStandsInTheWindowAndAnotherFolderCanBeChosen();
    void changesByHandAreAskedAboutAndKept();
    void fromTheQuestionOneCanGoBack();
    void closingItWhileItWritesIsSafe();

private:
    void open(const QByteArray &text, const QString &folder);
    [[nodiscard]] QPushButton *button(const QString &text) const;
    [[nodiscard]] QLabel *label(const QString &text) const;
    [[nodiscard]] RowList *rows(const QString &name) const;
    [[nodiscard]] QLineEdit *folderField() const;
    void press(const QString &text);
    void typeFolder(const QString &folder);

    std::unique_ptr<QTemporaryDir> m_workspace;
    std::unique_ptr<QTemporaryDir> m_target;
    std::unique_ptr<ExportDialog> m_dialog;
};

void TestExportDialog::init()
{
    m_workspace = std::make_unique<QTemporaryDir>();
    m_target = std::make_unique<QTemporaryDir>();
}

void TestExportDialog::cleanup()
{
    m_dialog.reset();
}

void TestExportDialog::open(const QByteArray &text, const QString &folder)
{
    m_dialog = std::make_unique<ExportDialog>(std::make_shared<const WorkflowDefinition>(parsed(text)),
                                              m_workspace->filePath(u"orders.workflow.json"_s),
                                              m_workspace->path(), folder);
    m_dialog->show();
    QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
}

QPushButton *TestExportDialog::button(const QString &text) const
{
    for (QPushButton *button : m_dialog->findChildren<QPushButton *>()) {
        if (button->isVisible() && button->text() == text)
            return button;
    }
    return nullptr;
}

QLabel *TestExportDialog::label(const QString &text) const
{
    for (QLabel *label : m_dialog->findChildren<QLabel *>()) {
        if (label->isVisible() && label->text() == text)
            return label;
    }
    return nullptr;
}

RowList *TestExportDialog::rows(const QString &name) const
{
    for (RowList *rows : m_dialog->findChildren<RowList *>()) {
        if (rows->accessibleName() == name)
            return rows;
    }
    return nullptr;
}

QLineEdit *TestExportDialog::folderField() const
{
    return m_dialog->findChild<QLineEdit *>();
}

void TestExportDialog::press(const QString &text)
{
    QTRY_VERIFY2(button(text), qPrintable(text));
    QTRY_VERIFY(button(text)->isEnabled());
    QTest::mouseClick(button(text), Qt::LeftButton);
}

void TestExportDialog::typeFolder(const QString &folder)
{
    folderField()->selectAll();
    QTest::keyClicks(folderField(), folder);
}

void TestExportDialog::itSaysWhatItExports()
{
    writeFile(m_workspace->filePath(u"billing.workflow.json"_s), drawing("Billing"));
    open(drawing("Orders", {subWorkflow("Billing")}), m_target->filePath(u"code"_s));
    QCOMPARE(m_dialog->windowTitle(), u"Export Orders as code"_s);
    QTRY_VERIFY(button(u"Export 2 drawings"_s));
    QCOMPARE(rows(u"What is exported"_s)->texts(), (QStringList{u"Orders"_s, u"Billing"_s}));
    QVERIFY(label(u"orders.workflow.json"_s));
    QVERIFY(label(u"billing.workflow.json"_s));
    QVERIFY(label(u"JavaScript for Durable Functions (programming model v4)"_s));
    QCOMPARE(folderField()->text(), m_target->filePath(u"code"_s));
    QVERIFY(folderField()->hasFocus());
    QVERIFY(!QFile::exists(m_target->filePath(u"code"_s)));
}

void TestExportDialog::whatIsNamedButMissingIsMarked()
{
    open(drawing("Orders", {subWorkflow("Billing")}), m_target->path());
    QTRY_VERIFY(button(u"Export 1 drawing"_s));
    QCOMPARE(rows(u"What is exported"_s)->texts(),
             (QStringList{u"Orders"_s, u"Billing is named, but not in the workspace"_s}));
}

void TestExportDialog::theResultTellsWhatWasWrittenAndWhatIsLeft()
{
    open(drawing("Orders", {mail()}), {});
    QSignalSpy exported(m_dialog.get(), &ExportDialog::exported);
    const QString folder = m_target->filePath(u"code"_s);
    typeFolder(folder);
    press(u"Export 1 drawing"_s);
    QTRY_COMPARE(exported.size(), 1);
    const int files = filesBelow(folder);
    QCOMPARE(exported[0], (QVariantList{folder, files}));
    QVERIFY(label(u"%1 files written into %2."_s.arg(files).arg(folder)));
    QCOMPARE(rows(u"What is left to do"_s)->texts(),
             QStringList{u"Write the activity email.send in src/functions/activities/email.send.js."_s});
    QVERIFY(button(u"Open folder"_s));
    QVERIFY(!button(u"Export 1 drawing"_s));
    QCOMPARE(contentOf(folder + u"/drawings/orders.workflow.json"_s),
             definitionText(parsed(drawing("Orders", {mail()}))));
    QVERIFY(button(u"Close"_s)->hasFocus());
    QTest::keyClick(button(u"Close"_s), Qt::Key_Space);
    QVERIFY(!m_dialog->isVisible());
}

void TestExportDialog::withoutRemarksNothingIsLeft()
{
    open(drawing("Orders"), m_target->path());
    press(u"Export 1 drawing"_s);
    QTRY_VERIFY(label(u"The project is written"_s));
    QVERIFY(!label(u"What is left to do"_s));
    QVERIFY(label(u"To run it"_s));
}

void TestExportDialog::enterInTheFolderExports()
{
    open(drawing("Orders"), m_target->path());
    QTRY_VERIFY(button(u"Export 1 drawing"_s) && button(u"Export 1 drawing"_s)->isEnabled());
    QTest::keyClick(folderField(), Qt::Key_Return);
    QTRY_VERIFY(label(u"The project is written"_s));
}

void TestExportDialog::withoutAFolderThereIsNothingToPress()
{
    open(drawing("Orders"), {});
    QTRY_VERIFY(button(u"Export 1 drawing"_s));
    QVERIFY(!button(u"Export 1 drawing"_s)->isEnabled());
    typeFolder(m_target->path());
    QVERIFY(button(u"Export 1 drawing"_s)->isEnabled());
    folderField()->clear();
    QVERIFY(!button(u"Export 1 drawing"_s)->isEnabled());
}

void TestExportDialog::anErrorStandsInTheWindowAndAnotherFolderCanBeChosen()
{
    writeFile(m_target->filePath(u"mine.txt"_s), "mine");
    open(drawing("Orders"), m_target->path());
    auto *banner = m_dialog->findChild<Banner *>();
    QVERIFY(!banner->isVisible());
    press(u"Export 1 drawing"_s);
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->message(),
             u"%1 has other files in it; choose an empty folder, or one of an earlier export."_s.arg(
                 m_target->path()));
    QCOMPARE(filesBelow(m_target->path()), 1);
    QTRY_VERIFY(folderField()->hasFocus());
    typeFolder(m_target->filePath(u"code"_s));
    press(u"Export 1 drawing"_s);
    QTRY_VERIFY(label(u"The project is written"_s));
    QVERIFY(!banner->isVisible());
}

void TestExportDialog::changesByHandAreAskedAboutAndKept()
{
    QVERIFY(exportedTo(m_target->path(), u"orders.workflow.json"_s, drawing("Orders", {mail()})));
    const QString activity = m_target->filePath(u"src/functions/activities/email.send.js"_s);
    writeFile(activity, "// mine\n");
    open(drawing("Orders", {mail()}), m_target->path());
    press(u"Export 1 drawing"_s);
    QTRY_VERIFY(label(u"Some files were changed by hand"_s));
    QCOMPARE(rows(u"Files that were changed"_s)->texts(),
             QStringList{u"src/functions/activities/email.send.js"_s});
    QVERIFY(button(u"Replace them"_s));
    // The safe way is the one that Enter takes.
    QTRY_VERIFY(button(u"Keep them"_s)->hasFocus());
    QTest::keyClick(button(u"Keep them"_s), Qt::Key_Return);
    QTRY_VERIFY(label(u"The project is written"_s));
    QCOMPARE(contentOf(activity), QByteArray("// mine\n"));
}

void TestExportDialog::fromTheQuestionOneCanGoBack()
{
    QVERIFY(exportedTo(m_target->path(), u"orders.workflow.json"_s, drawing("Orders", {mail()})));
    const QString activity = m_target->filePath(u"src/functions/activities/email.send.js"_s);
    const QByteArray before = contentOf(activity);
    writeFile(activity, "// mine\n");
    open(drawing("Orders", {mail()}), m_target->path());
    press(u"Export 1 drawing"_s);
    press(u"Back"_s);
    QVERIFY(folderField()->isVisible());
    QVERIFY(!folderField()->isReadOnly());
    QCOMPARE(contentOf(activity), QByteArray("// mine\n"));
    press(u"Export 1 drawing"_s);
    press(u"Replace them"_s);
    QTRY_VERIFY(label(u"The project is written"_s));
    QCOMPARE(contentOf(activity), before);
}

void TestExportDialog::closingItWhileItWritesIsSafe()
{
    open(drawing("Orders"), m_target->path());
    QTRY_VERIFY(button(u"Export 1 drawing"_s) && button(u"Export 1 drawing"_s)->isEnabled());
    QTest::mouseClick(button(u"Export 1 drawing"_s), Qt::LeftButton);
    QVERIFY(button(u"Exporting…"_s));
    QVERIFY(folderField()->isReadOnly());
    m_dialog.reset();
    QVERIFY(QThreadPool::globalInstance()->waitForDone(30'000));
    QVERIFY(QFile::exists(m_target->filePath(u"README.md"_s)));
}

} // namespace perdura

QTEST_MAIN(perdura::TestExportDialog)
#include "tst_export_dialog.moc"
