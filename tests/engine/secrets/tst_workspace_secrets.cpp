// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/WorkspaceSecrets.h"
#include "tests/engine/secrets/FakeVault.h"

#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include <thread>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

class FixedClock final : public Clock
{
public:
    [[nodiscard]] Instant now() const override { return *instantFromIso("2026-03-01T12:00:00Z"); }
};

} // namespace

class TestWorkspaceSecrets : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_listFile = m_folder->filePath(u".perdura/secrets.json"_s);
        m_keychain = std::make_shared<FakeVault>();
        m_file = std::make_shared<FakeVault>();
        m_secrets = open();
    }

    void anEmptyWorkspaceHasNoSecretsAndGetsNoFile()
    {
        QCOMPARE(m_secrets->list()->size(), std::size_t(0));
        QVERIFY(!QFile::exists(m_folder->filePath(u".perdura"_s)));
        QCOMPARE(m_secrets->value("token").error(),
                 (Error{ErrorCode::NotFound,
                        u"There is no secret “token” in this workspace; add it under Secrets… "
                        "or with “perdura secrets set token”."_s}));
        QCOMPARE(m_secrets->remove("token").error().code, ErrorCode::NotFound);
    }

    void theListHoldsNamesAndNoValues()
    {
        QVERIFY(m_secrets->set("token", "the value").has_value());
        QVERIFY(m_secrets->set("Another", "other value").has_value());
        const auto list = *open()->list();
        const Instant now = FixedClock().now();
        QCOMPARE(list, (std::vector<SecretInfo>{{"Another", SecretPlace::Keychain, now},
                                                {"token", SecretPlace::Keychain, now}}));
        QCOMPARE(*open()->value("token"), std::string("the value"));
        QVERIFY(!listText().contains("value"));
        QVERIFY(listText().contains("2026-03-01T12:00:00"));
    }

    void withoutAKeychainTheFileKeepsTheValue()
    {
        m_keychain->available = false;
        QVERIFY(m_secrets->set("token", "the value").has_value());
        QCOMPARE(m_secrets->list()->front().keptIn, SecretPlace::File);
        QCOMPARE(m_file->values.at("token"), std::string("the value"));
        QVERIFY(m_keychain->values.empty());
        // It stays there when a keychain turns up, until it is set again.
        m_keychain->available = true;
        QCOMPARE(*m_secrets->value("token"), std::string("the value"));
        QVERIFY(m_secrets->set("token", "new value").has_value());
        QCOMPARE(m_secrets->list()->front().keptIn, SecretPlace::Keychain);
        QVERIFY(m_file->values.empty());
        QCOMPARE(*m_secrets->value("token"), std::string("new value"));
    }

    void aKeychainThatKeepsNothingIsNone()
    {
        m_keychain->fault = Error{ErrorCode::Unsupported, u"cannot be reached"_s};
        QVERIFY(m_secrets->set("token", "the value").has_value());
        QCOMPARE(m_secrets->list()->front().keptIn, SecretPlace::File);
    }

    void aRefusalChangesNothing()
    {
        QVERIFY(m_secrets->set("token", "the value").has_value());
        m_keychain->fault = Error{ErrorCode::NotAllowed, u"locked"_s};
        QCOMPARE(m_secrets->set("token", "new value").error(), *m_keychain->fault);
        QCOMPARE(m_secrets->set("other", "new value").error(), *m_keychain->fault);
        QCOMPARE(m_secrets->remove("token").error(), *m_keychain->fault);
        QCOMPARE(m_secrets->value("token").error(), *m_keychain->fault);
        QVERIFY(m_file->values.empty());
        m_keychain->fault.reset();
        QCOMPARE(m_secrets->list()->size(), std::size_t(1));
        QCOMPARE(*m_secrets->value("token"), std::string("the value"));
    }

    void aValueThatWasLostIsToldOf()
    {
        QVERIFY(m_secrets->set("token", "the value").has_value());
        m_keychain->values.clear();
        QCOMPARE(m_secrets->value("token").error(),
                 (Error{ErrorCode::NotFound,
                        u"The value of the secret “token” is gone from where it was kept; set "
                        "it again under Secrets… or with “perdura secrets set token”."_s}));
        QVERIFY(m_secrets->remove("token").has_value());
        QVERIFY(m_secrets->list()->empty());
    }

    void removingTakesValueAndName()
    {
        QVERIFY(m_secrets->set("token", "the value").has_value());
        QVERIFY(m_secrets->remove("token").has_value());
        QVERIFY(m_secrets->list()->empty());
        QVERIFY(m_keychain->values.empty());
    }

    void wrongNamesAndValuesReachNobody()
    {
        QCOMPARE(m_secrets->set("a b", "the value").error().code, ErrorCode::InvalidArgument);
        QCOMPARE(m_secrets->set("token", "abc").error().code, ErrorCode::InvalidArgument);
        QVERIFY(m_keychain->values.empty());
        QVERIFY(!QFile::exists(m_listFile));
    }

    void aDamagedListIsNotOverwritten_data()
    {
        QTest::addColumn<QByteArray>("content");
        QTest::addColumn<int>("code");
        QTest::newRow("no JSON") << QByteArray("{\"format\": 1,") << int(ErrorCode::Damaged);
        QTest::newRow("empty") << QByteArray() << int(ErrorCode::Damaged);
        QTest::newRow("no id") << QByteArray(R"({"format":1,"workspace":"../../x","secrets":[]})")
                               << int(ErrorCode::Damaged);
        QTest::newRow("strange secret")
            << QByteArray(
                   R"({"format":1,"workspace":"0123456789abcdef0123456789abcdef","secrets":[{"name":"a"}]})")
            << int(ErrorCode::Damaged);
        QTest::newRow("newer") << QByteArray(R"({"format":2})") << int(ErrorCode::Unsupported);
    }

    void aDamagedListIsNotOverwritten()
    {
        QFETCH(QByteArray, content);
        QFETCH(int, code);
        QVERIFY(QDir(m_folder->path()).mkdir(u".perdura"_s));
        QFile file(m_listFile);
        QVERIFY(file.open(QIODevice::WriteOnly));
        file.write(content);
        file.close();
        QCOMPARE(int(m_secrets->list().error().code), code);
        QCOMPARE(int(m_secrets->set("token", "the value").error().code), code);
        QCOMPARE(int(m_secrets->value("token").error().code), code);
        QVERIFY(m_secrets->list().error().message.contains(u"secrets.json"_s));
        QCOMPARE(listText(), content);
        QVERIFY(m_keychain->values.empty());
    }

    void manyWritersAtATimeLoseNothing()
    {
        std::vector<std::thread> writers;
        for (int i = 0; i < 4; ++i) {
            writers.emplace_back([this, i] {
                const auto secrets = open();
                for (int j = 0; j < 5; ++j) {
                    const std::string name = std::to_string(i) + '.' + std::to_string(j);
                    if (!secrets->set(name, "value of " + name))
                        return;
                }
            });
        }
        for (std::thread &writer : writers)
            writer.join();
        QCOMPARE(m_secrets->list()->size(), std::size_t(20));
        QCOMPARE(*m_secrets->value("3.4"), std::string("value of 3.4"));
    }

private:
    [[nodiscard]] std::unique_ptr<SecretStore> open() const
    {
        WorkspaceSecrets::Settings settings;
        settings.listFile = m_listFile;
        settings.makeFolder = [folder = m_folder->path()]() -> Result<void> {
            QDir(folder).mkdir(u".perdura"_s);
            return {};
        };
        settings.keychain = m_keychain;
        settings.file = m_file;
        settings.clock = std::make_shared<FixedClock>();
        return std::make_unique<WorkspaceSecrets>(std::move(settings));
    }
    [[nodiscard]] QByteArray listText() const
    {
        QFile file(m_listFile);
        return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
    }

    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_listFile;
    std::shared_ptr<FakeVault> m_keychain;
    std::shared_ptr<FakeVault> m_file;
    std::unique_ptr<SecretStore> m_secrets;
};

QTEST_GUILESS_MAIN(TestWorkspaceSecrets)
#include "tst_workspace_secrets.moc"
