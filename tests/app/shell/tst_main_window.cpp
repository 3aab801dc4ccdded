// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Banner.h"
#include "app/kit/Theme.h"
#include "app/shell/Card.h"
#include "app/shell/CommandPalette.h"
#include "app/shell/RailButton.h"
#include "app/shell/SampleLibrary.h"
#include "app/shell/StatusStrip.h"
#include "app/shell/WelcomePage.h"
#include "tests/app/shell/WindowFixture.h"

#include <QApplication>
#include <QDialog>
#include <QDir>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QPushButton>
#include <QSettings>
#include <QSignalSpy>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

class TestMainWindow : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase();
    void init();
    void withoutAWorkspaceTheWelcomePageShows();
    void openingAWorkspaceHandsItsHubToThePlaces();
    void placesChangeByKeyboardAndByMouse();
    void theZoomIsThatOfThePlaceThatShows();
    void theWindowRemembersItsSizeAndPlace();
    void theWorkspaceOfTheLastTimeOpensAgainUnlessItWasClosed();
    void aHubThatDoesNotOpenIsToldWithAWayOut();
    void aHubOfAnotherProgramThatEndsIsToldWithAWayOn();
    void anInstanceThatAPlaceNamesIsShownInMonitor();
    void aSampleIsCopiedAndOpened();
    void theWordsOfEveryCardAreShownWhole();
    void theListOfCommandsDoesNotListItself();
    void aSampleCardOpensItsCopyWithoutAQuestion();
    void aSampleThatCannotBeCopiedIsToldWithAWayOut();
    void aWorkflowFileOpensItsFolderAndItself();
    void runningShowsTheNewInstanceInMonitor();
    void unsavedChangesAreAskedAboutBeforeClosing();
    void unsavedChangesAreAskedAboutBeforeAnotherWorkspaceOpens();
    void unsavedChangesAreAskedAboutBeforeAFileOfAnotherWorkspaceOpens();
    void recentWorkspacesCanBeRemoved();
    void theRailShowsHowManyTasksWait();
    void theCommandPaletteFindsActionsByParts();
};

void TestMainWindow::initTestCase()
{
    QStandardPaths::setTestModeEnabled(true);
    QCoreApplication::setOrganizationName(u"Perdura"_s);
    QCoreApplication::setApplicationName(u"tst_main_window"_s);
}

void TestMainWindow::init()
{
    QSettings().clear();
}

void TestMainWindow::withoutAWorkspaceTheWelcomePageShows()
{
    Fixture f;
    QVERIFY(f.window->findChild<WelcomePage *>()->isVisible());
    QCOMPARE(f.window->windowTitle(), u"Perdura"_s);
    QTest::keyClick(f.window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(f.window->findChild<WelcomePage *>()->isVisible());
    QCOMPARE(f.window->findChild<StatusStrip *>()->hubText(), u"No workspace is open"_s);
}

void TestMainWindow::openingAWorkspaceHandsItsHubToThePlaces()
{
    Fixture f;
    f.open();
    QCOMPARE(f.design->workspace, f.workspace.path());
    QCOMPARE(f.design->client, static_cast<HubClient *>(f.client));
    QCOMPARE(f.monitor->client, static_cast<HubClient *>(f.client));
    QCOMPARE(f.window->currentPlace(), 0);
    QVERIFY(f.window->windowTitle().startsWith(QDir(f.workspace.path()).dirName()));
    QCOMPARE(f.window->findChild<StatusStrip *>()->hubText(), u"Hub is running"_s);
    f.window->closeWorkspace();
    QVERIFY(!f.design->client);
    QCOMPARE(f.design->workspace, QString());
    QVERIFY(f.window->findChild<WelcomePage *>()->isVisible());
}

void TestMainWindow::placesChangeByKeyboardAndByMouse()
{
    Fixture f;
    f.open();
    QTest::keyClick(f.window.get(), Qt::Key_2, Qt::ControlModifier);
    QVERIFY(f.monitor->page->isVisible());
    QVERIFY(!f.design->page->isVisible());
    QTest::keyClick(f.window.get(), Qt::Key_1, Qt::ControlModifier);
    QVERIFY(f.design->page->isVisible());
    Fixture::press(f.window.get(), u"Monitor"_s);
    QVERIFY(f.monitor->page->isVisible());
}

void TestMainWindow::theZoomIsThatOfThePlaceThatShows()
{
    Fixture f;
    f.open();
    const auto *strip = f.window->findChild<StatusStrip *>();
    QCOMPARE(strip->zoomText(), QString());
    emit f.design->zoomChanged(0.5);
    QCOMPARE(strip->zoomText(), u"50 %"_s);
    f.window->showPlace(1);
    QCOMPARE(strip->zoomText(), QString());
    f.window->showPlace(0);
    QCOMPARE(strip->zoomText(), u"50 %"_s);
    f.window->closeWorkspace();
    QCOMPARE(strip->zoomText(), QString());
}

void TestMainWindow::theWindowRemembersItsSizeAndPlace()
{
    {
        Fixture f;
        f.open();
        f.window->showPlace(1);
        f.window->resize(780, 610);
        f.window->close();
    }
    Fixture f;
    QCOMPARE(f.window->size(), QSize(780, 610));
    f.open();
    QCOMPARE(f.window->currentPlace(), 1);
}

void TestMainWindow::theWorkspaceOfTheLastTimeOpensAgainUnlessItWasClosed()
{
    QTemporaryDir workspace;
    {
        Fixture f;
        f.window->reopenWorkspace();
        QVERIFY(f.design->workspace.isEmpty());
        f.window->openWorkspace(workspace.path());
        QTRY_VERIFY(f.design->client);
        f.window->close();
    }
    {
        Fixture f;
        f.window->reopenWorkspace();
        QTRY_VERIFY(f.design->client);
        QCOMPARE(f.design->workspace, workspace.path());
        f.window->closeWorkspace();
    }
    Fixture f;
    f.window->reopenWorkspace();
    QVERIFY(f.design->workspace.isEmpty());
    QVERIFY(f.window->findChild<WelcomePage *>()->isVisible());
}

void TestMainWindow::aHubThatDoesNotOpenIsToldWithAWayOut()
{
    Fixture f;
    f.failure = Error{ErrorCode::AccessDenied, u"The folder is read-only. Make it writable."_s};
    f.window->openWorkspace(f.workspace.path());
    auto *banner = f.window->findChild<Banner *>();
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->message(), u"The folder is read-only. Make it writable."_s);
    QVERIFY(!f.design->client);
    f.failure.reset();
    Fixture::press(banner, u"Try again"_s);
    QTRY_VERIFY(f.design->client);
    QCOMPARE(f.opened, 2);
    QVERIFY(!banner->isVisible());
}

void TestMainWindow::aHubOfAnotherProgramThatEndsIsToldWithAWayOn()
{
    Fixture f;
    f.open();
    auto *banner = f.window->findChild<Banner *>();
    QVERIFY(!banner->isVisible());
    emit f.client->hubStateChanged(
        {HubState::Kind::Stopped, u"Its program has ended. Open the workspace again."_s});
    QTRY_VERIFY(banner->isVisible());
    QCOMPARE(banner->message(), u"Its program has ended. Open the workspace again."_s);
    Fixture::press(banner, u"Open again"_s);
    QTRY_COMPARE(f.opened, 2);
    QTRY_VERIFY(f.design->client);
    QVERIFY(!banner->isVisible());
    f.window->closeWorkspace();
    QVERIFY(!banner->isVisible());
}

void TestMainWindow::anInstanceThatAPlaceNamesIsShownInMonitor()
{
    Fixture f;
    f.open();
    emit f.design->showInstanceRequested(InstanceId(u"order-1"_s));
    QCOMPARE(f.monitor->instances, QStringList{u"order-1"_s});
    QCOMPARE(f.window->currentPlace(), 1);
    emit f.monitor->placeRequested(f.design->id());
    QCOMPARE(f.window->currentPlace(), 0);
    emit f.monitor->placeRequested(u"nowhere"_s);
    QCOMPARE(f.window->currentPlace(), 0);
}

void TestMainWindow::aSampleIsCopiedAndOpened()
{
    QTemporaryDir library;
    QTemporaryDir home;
    QVERIFY(QDir(library.path()).mkpath(u"samples/greeting/functions"_s));
    QFile workflow(library.filePath(u"samples/greeting/greeting.workflow.json"_s));
    QVERIFY(workflow.open(QIODevice::WriteOnly));
    workflow.write(R"({"name": "Greeting", "description": "Says hello."})");
    workflow.close();
    QFile script(library.filePath(u"samples/greeting/functions/hello.js"_s));
    QVERIFY(script.open(QIODevice::WriteOnly));
    script.write("1;");
    script.close();
    QVERIFY(QDir(library.path()).mkpath(u"templates"_s));
    QVERIFY(QFile::copy(workflow.fileName(), library.filePath(u"templates/empty.workflow.json"_s)));

    const QList<Sample> samples = availableSamples(library.path());
    QCOMPARE(samples.size(), 2);
    QCOMPARE(samples[0].title, u"Greeting"_s);
    QCOMPARE(samples[0].description, u"Says hello."_s);
    QCOMPARE(samples[1].kind, Sample::Kind::Template);
    QCOMPARE(samples[1].name, u"empty"_s);

    Fixture f;
    ShellSettings().setSampleFolder(home.path());
    f.window->openSample(samples[0]);
    QTRY_VERIFY(f.design->client);
    QCOMPARE(f.design->workspace, home.filePath(u"greeting"_s));
    QCOMPARE(f.design->files, QStringList{home.filePath(u"greeting/greeting.workflow.json"_s)});
    QVERIFY(QFile::exists(home.filePath(u"greeting/functions/hello.js"_s)));
    // A second copy does not touch the first.
    QCOMPARE(copySample(samples[0], home.path()).value(), home.filePath(u"greeting 2"_s));
}

void TestMainWindow::theWordsOfEveryCardAreShownWhole()
{
    Fixture f;
    const QList<Sample> samples{
        {.name = {}, .title = u"Short"_s, .description = u"One line."_s, .source = {}},
        {.name = {},
         .title = u"A title that takes several lines because its author had very much to say about it"_s,
         .description = u"What it does is told at length as well. "_s.repeated(5),
         .source = {}}};
    WelcomePage page(samples);
    applyAppearance(*qApp, Appearance::Light);
    page.resize(1208, 740); // of a window of 1280 × 800
    page.show();
    QVERIFY(QTest::qWaitForWindowExposed(&page));
    const QList<Card *> cards = page.findChildren<Card *>();
    QCOMPARE(cards.size(), 2);
    QTRY_COMPARE(cards[0]->height(), cards[1]->height());
    for (const Card *card : cards) {
        for (const QLabel *label : card->findChildren<QLabel *>()) {
            if (label->wordWrap())
                QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()),
                             qPrintable(label->text()));
        }
    }
}

void TestMainWindow::theListOfCommandsDoesNotListItself()
{
    Fixture f;
    f.window->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(f.window.get()));
    QTest::keyClick(f.window.get(), Qt::Key_K, Qt::ControlModifier);
    const auto *list = f.window->findChild<CommandPalette *>()->findChild<QListWidget *>();
    QVERIFY(!list->findItems(u"Help"_s, Qt::MatchExactly).isEmpty());
    QVERIFY(list->findItems(u"Commands…"_s, Qt::MatchExactly).isEmpty());
}

void TestMainWindow::aSampleCardOpensItsCopyWithoutAQuestion()
{
    QTemporaryDir home;
    ShellSettings().setSampleFolder(home.filePath(u"of mine"_s));
    Fixture f;
    auto *card = f.window->findChild<WelcomePage *>()->findChild<Card *>();
    QTest::mouseClick(card, Qt::LeftButton);
    QVERIFY(!f.dialog());
    QTRY_VERIFY(f.design->client);
    QCOMPARE(f.design->workspace, home.filePath(u"of mine/expense-report"_s));
    QCOMPARE(f.design->files, QStringList{f.design->workspace + u"/expense-report.workflow.json"_s});
}

void TestMainWindow::aSampleThatCannotBeCopiedIsToldWithAWayOut()
{
    QTemporaryDir home;
    QFile inTheWay(home.filePath(u"file"_s));
    QVERIFY(inTheWay.open(QIODevice::WriteOnly));
    ShellSettings().setSampleFolder(home.filePath(u"file/samples"_s));
    Fixture f;
    f.window->openSample(availableSamples().first());
    auto *banner = f.window->findChild<Banner *>();
    QVERIFY(banner->isVisible());
    QVERIFY(banner->message().contains(home.filePath(u"file/samples/expense-report"_s)));
    QTRY_VERIFY(Fixture::button(banner, u"Choose another folder…"_s));
    QVERIFY(f.design->workspace.isEmpty());
}

void TestMainWindow::aWorkflowFileOpensItsFolderAndItself()
{
    Fixture f;
    QFile file(f.workspace.filePath(u"a.workflow.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    f.window->openPath(file.fileName());
    QTRY_VERIFY(f.design->client);
    QCOMPARE(f.design->workspace, f.workspace.path());
    QCOMPARE(f.design->files, QStringList{file.fileName()});
}

void TestMainWindow::runningShowsTheNewInstanceInMonitor()
{
    Fixture f;
    f.open();
    auto definition = std::make_shared<WorkflowDefinition>();
    definition->name = "orders";
    emit f.design->runRequested(definition, {});
    QTRY_VERIFY(f.dialog());
    Fixture::press(f.dialog(), u"Run"_s);
    QTRY_COMPARE(f.monitor->instances, QStringList{u"run-1"_s});
    QCOMPARE(f.window->currentPlace(), 1);
}

void TestMainWindow::unsavedChangesAreAskedAboutBeforeClosing()
{
    Fixture f;
    f.open();
    f.design->unsaved = true;
    f.window->close();
    QVERIFY(f.window->isVisible());
    QCOMPARE(f.design->asked, 1);
    QVERIFY(f.window->session()->client());
    f.design->proceed();
    QVERIFY(!f.window->isVisible());
    QVERIFY(!f.window->session()->client());
}

void TestMainWindow::unsavedChangesAreAskedAboutBeforeAnotherWorkspaceOpens()
{
    Fixture f;
    QTemporaryDir other;
    f.open();
    f.design->unsaved = true;
    f.window->openWorkspace(other.path());
    QCOMPARE(f.design->workspace, f.workspace.path());
    f.design->unsaved = false;
    f.design->proceed();
    QTRY_COMPARE(f.design->workspace, other.path());
}

void TestMainWindow::unsavedChangesAreAskedAboutBeforeAFileOfAnotherWorkspaceOpens()
{
    Fixture f;
    QTemporaryDir other;
    QFile file(other.filePath(u"a.workflow.json"_s));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.close();
    f.open();
    f.design->unsaved = true;
    f.window->openPath(file.fileName());
    QCOMPARE(f.design->asked, 1);
    QCOMPARE(f.design->workspace, f.workspace.path());
    QCOMPARE(f.design->files, QStringList());
    f.design->unsaved = false;
    f.design->proceed();
    QTRY_COMPARE(f.design->workspace, other.path());
    QCOMPARE(f.design->files, QStringList{file.fileName()});
}

void TestMainWindow::recentWorkspacesCanBeRemoved()
{
    QTemporaryDir one;
    ShellSettings().addRecentWorkspace(one.path());
    ShellSettings().addRecentWorkspace(u"/nowhere/at/all"_s);
    Fixture f;
    QCOMPARE(ShellSettings().recentWorkspaces(), (QStringList{u"/nowhere/at/all"_s, one.path()}));
    QAbstractButton *remove = nullptr;
    for (auto *button : f.window->findChildren<QAbstractButton *>()) {
        if (!remove && button->isVisible() && button->toolTip() == u"Remove from this list"_s)
            remove = button;
    }
    QVERIFY(remove);
    QTest::mouseClick(remove, Qt::LeftButton);
    QCOMPARE(ShellSettings().recentWorkspaces(), QStringList{one.path()});
    Fixture::press(f.window.get(), QDir(one.path()).dirName());
    QTRY_COMPARE(f.design->workspace, one.path());
}

void TestMainWindow::theRailShowsHowManyTasksWait()
{
    Fixture f;
    f.open();
    emit f.monitor->waitingTasksChanged(3);
    int count = 0;
    for (const RailButton *button : f.window->findChildren<RailButton *>())
        count += button->count();
    QCOMPARE(count, 3);
    Fixture::press(f.window.get(), u"3 tasks are waiting"_s);
    QCOMPARE(f.window->currentPlace(), 1);
}

void TestMainWindow::theCommandPaletteFindsActionsByParts()
{
    Fixture f;
    f.open();
    QTest::keyClick(f.window.get(), Qt::Key_K, Qt::ControlModifier);
    QTRY_VERIFY(f.dialog());
    auto *search = f.dialog()->findChild<QLineEdit *>();
    QTest::keyClicks(search, u"mon go"_s);
    QCOMPARE(f.dialog()->findChild<QListWidget *>()->count(), 1);
    QTest::keyClick(search, Qt::Key_Return);
    QTRY_COMPARE(f.window->currentPlace(), 1);
}

} // namespace perdura

QTEST_MAIN(perdura::TestMainWindow)
#include "tst_main_window.moc"
