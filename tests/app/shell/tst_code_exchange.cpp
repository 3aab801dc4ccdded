// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/exchange/ExportDialog.h"
#include "app/exchange/ImportDialog.h"
#include "app/shell/CommandPalette.h"
#include "app/shell/MainWindow.h"
#include "app/shell/Place.h"
#include "app/shell/ShellPlaces.h"
#include "designer/DesignerPage.h"
#include "designer/document/DefinitionDocument.h"
#include "designer/editing/CanvasEditor.h"
#include "tests/app/exchange/Drawings.h"
#include "tests/app/shell/FakeHubClient.h"

#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

namespace perdura {
namespace {

MainWindow::Parts withoutHub()
{
    MainWindow::Parts parts = shellParts();
    parts.openHub = [](const HubOptions &, QObject *context,
                       std::function<void(Result<std::unique_ptr<HubClient>>)> done) {
        QMetaObject::invokeMethod(
            context,
            [done = std::move(done)] { done(std::unique_ptr<HubClient>(std::make_unique<FakeHubClient>())); },
            Qt::QueuedConnection);
    };
    return parts;
}

} // namespace

/// Export and import from the keys to the files, in the window with its real places, over a hub that does
/// nothing.
class TestCodeExchange : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void cleanup();
    void whatIsOnScreenIsExported();
    void theFolderIsRememberedForTheWorkspace();
    void aDrawingWithErrorsIsNotExported();
    void anEntityIsExportedAsWell();
    void drawingsComeInAndTheFirstOneOpens();
    void bothAreAmongTheCommands();
    void theDialogsGoWithTheWorkspace();

private:
    void open(const QByteArray &text);
    [[nodiscard]] DesignerPage *page() const { return m_window->findChild<DesignerPage *>(); }
    [[nodiscard]] QTabBar *tabs() const { return m_window->findChild<QTabBar *>(u"documentTabs"_s); }
    [[nodiscard]] static QLineEdit *folderField(const QWidget *dialog)
    {
        return dialog->findChild<QLineEdit *>();
    }
    [[nodiscard]] ExportDialog *exportDialog();
    [[nodiscard]] ImportDialog *importDialog();
    static void press(const QWidget *dialog, const QString &text);
    static void typeFolder(const QWidget *dialog, const QString &folder);

    std::unique_ptr<QTemporaryDir> m_folder; ///< with the workspace and what is exported from it
    QString m_workspace;
    std::unique_ptr<MainWindow> m_window;
};

void TestCodeExchange::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Perdura"_s);
    QCoreApplication::setApplicationName(u"tst_code_exchange"_s);
}

void TestCodeExchange::init()
{
    QSettings().clear();
    m_folder = std::make_unique<QTemporaryDir>();
    m_workspace = m_folder->filePath(u"work"_s);
    QVERIFY(QDir().mkpath(m_workspace));
    m_window = std::make_unique<MainWindow>(withoutHub());
    m_window->resize(1280, 800);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestCodeExchange::cleanup()
{
    m_window.reset();
    m_folder.reset();
}

void TestCodeExchange::open(const QByteArray &text)
{
    const QString path = m_workspace + u"/orders.workflow.json"_s;
    writeFile(path, text);
    m_window->openPath(path);
    QTRY_VERIFY(m_window->session()->client());
    QTRY_VERIFY(page()->currentEditor() && !page()->currentEditor()->document().definition()->nodes.empty());
    QCOMPARE(tabs()->count(), 1);
}

ExportDialog *TestCodeExchange::exportDialog()
{
    m_window->activateWindow(); // no window manager does it after a dialog was closed
    if (!QTest::qWaitForWindowActive(m_window.get()))
        return nullptr;
    page()->currentEditor()->setFocus();
    QTest::keyClick(page()->currentEditor(), Qt::Key_E, Qt::ControlModifier);
    (void)QTest::qWaitFor([this] {
        const auto *dialog = m_window->findChild<ExportDialog *>();
        return dialog && dialog->isVisible();
    });
    return m_window->findChild<ExportDialog *>();
}

ImportDialog *TestCodeExchange::importDialog()
{
    QTest::keyClick(m_window.get(), Qt::Key_I, Qt::ControlModifier | Qt::ShiftModifier);
    return m_window->findChild<ImportDialog *>();
}

void TestCodeExchange::press(const QWidget *dialog, const QString &text)
{
    const auto found = [&]() -> QPushButton * {
        for (QPushButton *button : dialog->findChildren<QPushButton *>()) {
            if (button->isVisible() && button->isEnabled() && button->text() == text)
                return button;
        }
        return nullptr;
    };
    QTRY_VERIFY2(found(), qPrintable(text));
    QTest::mouseClick(found(), Qt::LeftButton);
}

void TestCodeExchange::typeFolder(const QWidget *dialog, const QString &folder)
{
    folderField(dialog)->selectAll();
    QTest::keyClicks(folderField(dialog), folder);
}

void TestCodeExchange::whatIsOnScreenIsExported()
{
    open(drawing("Orders"));
    const WorkflowDefinition changed = parsed(drawing("Orders", {mail()}));
    page()->restore(changed, u"1"_s);
    QVERIFY(page()->hasUnsavedChanges());
    ExportDialog *dialog = exportDialog();
    QVERIFY(dialog);
    QCOMPARE(folderField(dialog)->text(), m_workspace + u"-functions"_s);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    press(dialog, u"Export 1 drawing"_s);
    QTRY_COMPARE(exported.size(), 1);
    QCOMPARE(contentOf(m_workspace + u"-functions/drawings/orders.workflow.json"_s),
             definitionText(*page()->currentEditor()->document().definition()));
    QVERIFY(page()->currentEditor()->document().definition()->findByName(changed.nodes[1].name));
    // It is still not saved.
    QCOMPARE(contentOf(m_workspace + u"/orders.workflow.json"_s), drawing("Orders"));
    QVERIFY(page()->hasUnsavedChanges());
    press(dialog, u"Close"_s);
}

void TestCodeExchange::theFolderIsRememberedForTheWorkspace()
{
    open(drawing("Orders"));
    const QString folder = m_folder->filePath(u"elsewhere"_s);
    ExportDialog *dialog = exportDialog();
    QVERIFY(dialog);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    typeFolder(dialog, folder);
    press(dialog, u"Export 1 drawing"_s);
    QTRY_COMPARE(exported.size(), 1);
    press(dialog, u"Close"_s);
    QTRY_VERIFY(!m_window->findChild<ExportDialog *>());
    dialog = exportDialog();
    QVERIFY(dialog);
    QCOMPARE(folderField(dialog)->text(), folder);
    QCOMPARE(ShellSettings().exportFolder(m_workspace), folder);
    QCOMPARE(ShellSettings().exportFolder(m_folder->path()), QString());
}

void TestCodeExchange::aDrawingWithErrorsIsNotExported()
{
    open(drawing("Orders", {{"activity", "{}"}}));
    QSignalSpy told(page(), &DesignerPage::statusMessage);
    QTest::keyClick(m_window->focusWidget(), Qt::Key_E, Qt::ControlModifier);
    QTRY_COMPARE(told.size(), 1);
    QVERIFY2(told[0][0].toString().startsWith(u"It cannot be exported yet: "_s),
             qPrintable(told[0][0].toString()));
    QVERIFY(!m_window->findChild<ExportDialog *>());
}

void TestCodeExchange::anEntityIsExportedAsWell()
{
    open(R"({"format":1,"kind":"entity","name":"Account","nodes":[
        {"id":"add","kind":"operation","name":"add"}],"edges":[]})");
    ExportDialog *dialog = exportDialog();
    QVERIFY(dialog);
    QSignalSpy exported(dialog, &ExportDialog::exported);
    press(dialog, u"Export 1 drawing"_s);
    QTRY_COMPARE(exported.size(), 1);
    QVERIFY(QFile::exists(m_workspace + u"-functions/src/functions/Account.js"_s));
}

void TestCodeExchange::drawingsComeInAndTheFirstOneOpens()
{
    const QString project = m_folder->filePath(u"project"_s);
    QVERIFY(exportedTo(project, u"billing.workflow.json"_s, drawing("Billing")));
    open(drawing("Orders"));
    m_window->showPlace(1);
    ImportDialog *dialog = importDialog();
    QVERIFY(dialog);
    typeFolder(dialog, project);
    press(dialog, u"Import 1 drawing"_s);
    QTRY_COMPARE(tabs()->count(), 2);
    QTRY_COMPARE(tabs()->tabText(tabs()->currentIndex()), u"Billing"_s);
    QCOMPARE(m_window->currentPlace(), 0);
    QCOMPARE(contentOf(m_workspace + u"/billing.workflow.json"_s), drawing("Billing"));
}

void TestCodeExchange::bothAreAmongTheCommands()
{
    open(drawing("Orders"));
    QTest::keyClick(m_window.get(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(m_window->findChild<CommandPalette *>());
    const auto *list = m_window->findChild<CommandPalette *>()->findChild<QListWidget *>();
    QCOMPARE(list->findItems(u"Export as code…"_s, Qt::MatchExactly).size(), 1);
    QCOMPARE(list->findItems(u"Import…"_s, Qt::MatchExactly).size(), 1);
}

void TestCodeExchange::theDialogsGoWithTheWorkspace()
{
    QVERIFY(!importDialog());
    open(drawing("Orders"));
    QVERIFY(exportDialog());
    m_window->closeWorkspace();
    QVERIFY(!m_window->findChild<ExportDialog *>());
}

} // namespace perdura

QTEST_MAIN(perdura::TestCodeExchange)
#include "tst_code_exchange.moc"
