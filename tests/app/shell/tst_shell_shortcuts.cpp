// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/MainWindow.h"
#include "app/shell/Place.h"
#include "app/shell/ShellPlaces.h"
#include "designer/DesignerPage.h"
#include "tests/app/shell/FakeHubClient.h"

#include <QAction>
#include <QSettings>
#include <QShortcut>
#include <QStandardPaths>
#include <QTabBar>
#include <QTemporaryDir>
#include <QTest>

#include <algorithm>
#include <functional>

using namespace perdura;
using namespace Qt::StringLiterals;

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

/// The window with its real places, in a workspace of its own, over a hub that does nothing.
struct Shell
{
    Shell()
        : window(withoutHub())
    {
        window.resize(1280, 800);
        window.show();
        window.openWorkspace(workspace.path());
    }

    [[nodiscard]] bool ready()
    {
        return QTest::qWaitForWindowActive(&window) &&
               QTest::qWaitFor([this] { return window.session()->client() != nullptr; });
    }

    QTemporaryDir workspace;
    MainWindow window;
};

} // namespace

class TestShellShortcuts : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        QCoreApplication::setOrganizationName(u"Perdura"_s);
        QCoreApplication::setApplicationName(u"tst_shell_shortcuts"_s);
        QSettings().clear();
    }

    void ctrlNDrawsANewWorkflowFromEveryPlace()
    {
        Shell shell;
        QVERIFY(shell.ready());
        const auto *tabs = shell.window.findChild<QTabBar *>(u"documentTabs"_s);
        for (int place = 0; place < 3; ++place) {
            shell.window.showPlace(place);
            QCOMPARE(shell.window.currentPlace(), place);
            QTest::keyClick(&shell.window, Qt::Key_N, Qt::ControlModifier);
            QCOMPARE(tabs->count(), place + 1);
            QCOMPARE(shell.window.currentPlace(), 0);
        }
    }

    void noTwoCommandsShareAKey()
    {
        Shell shell;
        QVERIFY(shell.ready());
        shell.window.findChild<DesignerPage *>()->newWorkflow();
        for (int place = 0; place < 3; ++place) {
            shell.window.showPlace(place);
            QMap<QString, QStringList> owners;
            const auto note = [&owners](const QKeySequence &keys, const QString &owner) {
                if (!keys.isEmpty())
                    owners[keys.toString()] << owner;
            };
            for (const QAction *action : shell.window.findChildren<QAction *>()) {
                const QObjectList users = action->associatedObjects();
                const bool alive = std::any_of(users.begin(), users.end(), [](const QObject *user) {
                    const auto *widget = qobject_cast<const QWidget *>(user);
                    return widget && widget->isVisible();
                });
                for (const QKeySequence &keys : alive ? action->shortcuts() : QList<QKeySequence>())
                    note(keys, action->text());
            }
            for (const QShortcut *shortcut : shell.window.findChildren<QShortcut *>()) {
                const auto *widget = qobject_cast<const QWidget *>(shortcut->parent());
                if (widget && widget->isVisible())
                    note(shortcut->key(), QString::fromLatin1(widget->metaObject()->className()));
            }
            QVERIFY(owners.contains(u"Ctrl+N"_s));
            for (auto it = owners.begin(); it != owners.end(); ++it)
                QVERIFY2(it->size() == 1, qPrintable(it.key() + u": "_s + it->join(u", "_s)));
        }
    }
};

QTEST_MAIN(TestShellShortcuts)
#include "tst_shell_shortcuts.moc"
