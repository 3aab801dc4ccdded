// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Theme.h"
#include "app/shell/MainWindow.h"
#include "app/shell/Place.h"
#include "app/shell/ShellPlaces.h"
#include "app/shell/WebAccessDialog.h"

#include <QAction>
#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QLabel>
#include <QLineEdit>
#include <QNetworkAccessManager>
#include <QNetworkReply>
#include <QPushButton>
#include <QSpinBox>
#include <QStandardPaths>
#include <QTcpServer>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 30'000; // milliseconds; a bound for a loaded machine, not an expectation

quint16 freePort()
{
    QTcpServer server;
    return server.listen(QHostAddress::LocalHost) ? server.serverPort() : quint16(0);
}

} // namespace

/// The switch of the web door, and triggers, in the program's own window with the real hub.
class TestWebAccess : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> m_folder;
    std::unique_ptr<MainWindow> m_window;
    QNetworkAccessManager m_network;

    template <typename Widget>
    Widget *named(const QString &name)
    {
        for (auto *widget : m_window->findChildren<Widget *>()) {
            if (widget->isVisible() &&
                (widget->accessibleName() == name || widget->property("text").toString() == name))
                return widget;
        }
        return nullptr;
    }

    void openDialog()
    {
        for (QAction *action : m_window->actions()) {
            if (action->text() == u"Web access…"_s)
                action->trigger();
        }
        QTRY_VERIFY_WITH_TIMEOUT(m_window->findChild<WebAccessDialog *>(), patience);
    }

    int statusOf(const QString &url)
    {
        std::unique_ptr<QNetworkReply> reply(m_network.get(QNetworkRequest(QUrl(url))));
        if (!QTest::qWaitFor([&] { return reply->isFinished(); }, patience))
            return -1;
        return reply->attribute(QNetworkRequest::HttpStatusCodeAttribute).toInt();
    }

private slots:
    void initTestCase()
    {
        QStandardPaths::setTestModeEnabled(true);
        applyAppearance(*qApp, Appearance::Light);
    }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_window = std::make_unique<MainWindow>(shellParts());
        m_window->resize(1280, 800);
        m_window->show();
        m_window->openWorkspace(m_folder->path());
        QVERIFY(QTest::qWaitFor([&] { return m_window->session()->client() != nullptr; }, patience));
    }

    void cleanup()
    {
        m_window.reset();
        m_folder.reset();
    }

    void theDoorIsOpenedAndShutByAButton()
    {
        const quint16 port = freePort();
        openDialog();
        named<QSpinBox>(u"Port"_s)->setValue(port);
        QTest::mouseClick(named<QPushButton>(u"Turn on"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(named<QPushButton>(u"Turn off"_s), patience);
        const QString root = u"http://127.0.0.1:%1"_s.arg(port);
        QCOMPARE(named<QLineEdit>(u"Address"_s)->text(), root);
        const QString key = named<QLineEdit>(u"Key"_s)->text();
        QCOMPARE(key.size(), 64);
        QTest::mouseClick(named<QPushButton>(u"Copy key"_s), Qt::LeftButton);
        QCOMPARE(QApplication::clipboard()->text(), key);
        const QString instance = root + u"/runtime/webhooks/durabletask/instances/none"_s;
        QCOMPARE(statusOf(instance), 401);
        QCOMPARE(statusOf(instance + u"?code="_s + key), 404);
        QTest::mouseClick(named<QPushButton>(u"Turn off"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(named<QPushButton>(u"Turn on"_s), patience);
        QCOMPARE(statusOf(instance), 0);
    }

    void aPortThatIsTakenIsTold()
    {
        QTcpServer other;
        QVERIFY(other.listen(QHostAddress::LocalHost));
        openDialog();
        named<QSpinBox>(u"Port"_s)->setValue(other.serverPort());
        QTest::mouseClick(named<QPushButton>(u"Turn on"_s), Qt::LeftButton);
        QTRY_VERIFY_WITH_TIMEOUT(
            named<QLabel>(u"Another program listens on 127.0.0.1:%1 already; choose another port."_s.arg(
                other.serverPort())),
            patience);
        QVERIFY(named<QPushButton>(u"Turn on"_s)->isEnabled());
    }

    void closingTheWorkspaceShutsTheDoor()
    {
        m_window->automation()->webAccess().open(m_folder->path(), freePort());
        QTRY_VERIFY_WITH_TIMEOUT(m_window->automation()->webAccess().address(), patience);
        m_window->closeWorkspace();
        QVERIFY(!m_window->automation()->webAccess().address());
    }

    void aFolderTriggerStartsItsWorkflow()
    {
        QFile file(m_folder->filePath(u"import.workflow.json"_s));
        QVERIFY(file.open(QFile::WriteOnly));
        file.write(R"({"format": 1, "name": "Import", "nodes": [
            {"id": "start", "kind": "start", "name": "Start", "fields": {"folders": [{"folder": "inbox"}]}},
            {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=input.name"}}],
            "edges": [{"from": "start", "to": "end"}]})");
        file.close();
        QVERIFY(QDir(m_folder->path()).mkpath(u"inbox"_s));
        QFile dropped(m_folder->filePath(u"inbox/a.txt"_s));
        QVERIFY(dropped.open(QFile::WriteOnly) && dropped.write("a") == 1);
        dropped.close();
        QStringList told;
        connect(m_window->automation(), &WorkspaceAutomation::message, this,
                [&](const QString &text) { told.append(text); });
        QTRY_COMPARE_WITH_TIMEOUT(told, QStringList{u"“Import” was started by its trigger"_s}, patience);
    }
};

QTEST_MAIN(TestWebAccess)
#include "tst_web_access.moc"
