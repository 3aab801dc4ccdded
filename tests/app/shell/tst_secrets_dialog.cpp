// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/kit/Banner.h"
#include "app/kit/Theme.h"
#include "app/shell/SecretEntryDialog.h"
#include "app/shell/SecretKeeper.h"
#include "app/shell/SecretsDialog.h"
#include "engine/secrets/WorkspaceSecrets.h"
#include "tests/engine/secrets/FakeVault.h"

#include <QApplication>
#include <QCheckBox>
#include <QDir>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QTableWidget>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int patience = 30'000; // milliseconds; a bound for a loaded machine, not an expectation

} // namespace

class TestSecretsDialog : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase() { applyAppearance(*qApp, Appearance::Light); }

    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_vault = std::make_shared<FakeVault>();
        const auto storeOf = [vault = m_vault](const QString &folder) {
            WorkspaceSecrets::Settings settings;
            settings.listFile = folder + u"/secrets.json"_s;
            settings.makeFolder = [] { return Result<void>(); };
            settings.keychain = vault;
            settings.file = std::make_shared<FakeVault>();
            return std::make_shared<WorkspaceSecrets>(std::move(settings));
        };
        m_keeper = std::make_unique<SecretKeeper>(storeOf);
        m_keeper->setWorkspace(m_folder->path());
        m_dialog = std::make_unique<SecretsDialog>(*m_keeper);
        m_dialog->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_dialog.get()));
        QTRY_VERIFY_WITH_TIMEOUT(m_keeper->secrets() && !m_keeper->isBusy(), patience);
    }

    void cleanup()
    {
        m_dialog.reset();
        m_keeper.reset();
    }

    void theFirstSecretIsAddedFromTheEmptyPage()
    {
        QVERIFY(!button(u"Add…"_s));
        addSecret(u"token"_s, u"pa55-w0rd"_s, u"Add secret…"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 1, patience);
        QCOMPARE(list()->item(0, 0)->text(), u"token"_s);
        QCOMPARE(list()->item(0, 1)->text(), u"System keychain"_s);
        QCOMPARE(list()->item(0, 2)->text(), u"just now"_s);
        QVERIFY(list()->isVisible());
        QCOMPARE(m_vault->values.at("token"), std::string("pa55-w0rd"));
        for (const QLabel *label : m_dialog->findChildren<QLabel *>())
            QVERIFY(!label->text().contains(u"pa55-w0rd"_s));
    }

    void whatIsTypedIsHiddenUntilThePersonWantsToSeeIt()
    {
        SecretEntryDialog entry({}, {u"taken"_s});
        entry.show();
        QVERIFY(QTest::qWaitForWindowExposed(&entry));
        auto *value = line(&entry, u"Value"_s);
        QCOMPARE(value->echoMode(), QLineEdit::Password);
        QTest::keyClicks(line(&entry, u"Name"_s), u"taken"_s);
        QTest::keyClicks(value, u"abc"_s);
        QVERIFY(!keep(&entry)->isEnabled());
        QVERIFY(hasText(&entry,
                        u"There is a secret “taken” already; choose another name, or replace its value."_s));
        QTest::keyClicks(line(&entry, u"Name"_s), u"2"_s);
        QVERIFY(hasText(
            &entry, u"The value is too short to be masked in what activities answer; use one of at least 4 "
                    "characters."_s));
        QTest::keyClicks(value, u"d"_s);
        QVERIFY(keep(&entry)->isEnabled());
        entry.findChild<QCheckBox *>()->click();
        QCOMPARE(value->echoMode(), QLineEdit::Normal);
        QSignalSpy accepted(&entry, &QDialog::accepted);
        QTest::keyClick(value, Qt::Key_Return);
        QCOMPARE(accepted.count(), 1);
        QCOMPARE(entry.name(), u"taken2"_s);
        QCOMPARE(entry.value(), u"abcd"_s);
    }

    void aLongComplaintIsShownWhole()
    {
        SecretEntryDialog entry({}, {});
        entry.show();
        QVERIFY(QTest::qWaitForWindowExposed(&entry));
        QTest::keyClicks(line(&entry, u"Value"_s), u"pa55-w0rd"_s);
        QTest::keyClicks(line(&entry, u"Name"_s), u"no such name!"_s);
        QVERIFY(!keep(&entry)->isEnabled());
        int wrapped = 0;
        for (const QLabel *label : entry.findChildren<QLabel *>()) {
            if (!label->wordWrap() || label->text().isEmpty())
                continue;
            ++wrapped;
            QTRY_VERIFY2(label->height() >= label->heightForWidth(label->width()), qPrintable(label->text()));
        }
        QCOMPARE(wrapped, 2);
    }

    void aValueIsReplacedByItsRow()
    {
        addSecret(u"token"_s, u"pa55-w0rd"_s, u"Add secret…"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_keeper->isBusy(), patience);
        list()->selectRow(0);
        button(u"Replace…"_s)->click();
        auto *entry = m_dialog->findChild<SecretEntryDialog *>();
        QVERIFY(entry);
        QVERIFY(!line(entry, u"Name"_s)->isVisible());
        QTest::keyClicks(line(entry, u"Value"_s), u"another"_s);
        keep(entry)->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_vault->values.at("token") == "another" && !m_keeper->isBusy(), patience);
        QCOMPARE(list()->rowCount(), 1);
    }

    void removingAsksFirst()
    {
        addSecret(u"token"_s, u"pa55-w0rd"_s, u"Add secret…"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 1, patience);
        QTRY_VERIFY_WITH_TIMEOUT(!m_keeper->isBusy(), patience);
        m_dialog->activateWindow();
        QVERIFY(QTest::qWaitForWindowActive(m_dialog.get()));
        list()->setFocus();
        list()->selectRow(0);
        QTest::keyClick(list(), Qt::Key_Delete);
        QCOMPARE(m_vault->values.size(), std::size_t(1));
        QPushButton *sure = button(u"Remove secret"_s);
        QVERIFY(sure);
        sure->click();
        QTRY_VERIFY_WITH_TIMEOUT(m_keeper->secrets()->empty(), patience);
        QVERIFY(m_vault->values.empty());
        QVERIFY(button(u"Add secret…"_s));
    }

    void aRefusalIsTold()
    {
        m_vault->fault = Error{ErrorCode::NotAllowed, u"The keychain is locked; unlock it."_s};
        addSecret(u"token"_s, u"pa55-w0rd"_s, u"Add secret…"_s);
        auto *banner = m_dialog->findChild<Banner *>();
        QTRY_COMPARE_WITH_TIMEOUT(banner->message(), u"The keychain is locked; unlock it."_s, patience);
        QVERIFY(banner->isVisible());
        QVERIFY(m_keeper->secrets()->empty());
    }

    void anotherWorkspaceHasItsOwnSecrets()
    {
        addSecret(u"token"_s, u"pa55-w0rd"_s, u"Add secret…"_s);
        QTRY_COMPARE_WITH_TIMEOUT(list()->rowCount(), 1, patience);
        QTemporaryDir other;
        m_keeper->setWorkspace(other.path());
        QVERIFY(!m_keeper->secrets());
        QTRY_VERIFY_WITH_TIMEOUT(m_keeper->secrets() && !m_keeper->isBusy(), patience);
        QCOMPARE(list()->rowCount(), 0);
        m_keeper->setWorkspace({});
        QVERIFY(!m_keeper->secrets());
    }

private:
    [[nodiscard]] QTableWidget *list() const { return m_dialog->findChild<QTableWidget *>(); }

    /// A visible one of the dialog or of one on top of it.
    [[nodiscard]] QPushButton *button(const QString &text) const
    {
        for (auto *candidate : m_dialog->findChildren<QPushButton *>()) {
            if (candidate->isVisible() && candidate->text() == text)
                return candidate;
        }
        return nullptr;
    }
    [[nodiscard]] static QLineEdit *line(const QWidget *dialog, const QString &name)
    {
        for (auto *candidate : dialog->findChildren<QLineEdit *>()) {
            if (candidate->accessibleName() == name)
                return candidate;
        }
        return nullptr;
    }
    [[nodiscard]] static QPushButton *keep(const QWidget *dialog)
    {
        for (auto *candidate : dialog->findChildren<QPushButton *>()) {
            if (candidate->isDefault())
                return candidate;
        }
        return nullptr;
    }
    [[nodiscard]] static bool hasText(const QWidget *dialog, const QString &text)
    {
        for (const auto *label : dialog->findChildren<QLabel *>()) {
            if (label->text() == text)
                return true;
        }
        return false;
    }

    void addSecret(const QString &name, const QString &value, const QString &by)
    {
        button(by)->click();
        auto *entry = m_dialog->findChild<SecretEntryDialog *>();
        QVERIFY(entry);
        QTest::keyClicks(line(entry, u"Name"_s), name);
        QTest::keyClicks(line(entry, u"Value"_s), value);
        keep(entry)->click();
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    std::shared_ptr<FakeVault> m_vault;
    std::unique_ptr<SecretKeeper> m_keeper;
    std::unique_ptr<SecretsDialog> m_dialog;
};

QTEST_MAIN(TestSecretsDialog)
#include "tst_secrets_dialog.moc"
