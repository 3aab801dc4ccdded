// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/EncryptedVault.h"
#include "engine/secrets/SealedFile.h"

#include <QDir>
#include <QFileInfo>
#include <QTemporaryDir>
#include <QTest>

#include <csignal>
#include <sys/wait.h>
#include <unistd.h>

using namespace perdura;
using namespace Qt::Literals::StringLiterals;

namespace {

const std::string workspace(32, 'a');
const SecretKey token{workspace, "token"};
const SecretKey other{workspace, "other"};

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

void replace(const QString &path, const QByteArray &content)
{
    QFile file(path);
    QVERIFY(file.open(QIODevice::WriteOnly));
    QCOMPARE(file.write(content), content.size());
}

} // namespace

class TestEncryptedVault : public QObject
{
    Q_OBJECT

private slots:
    void init()
    {
        m_folder = std::make_unique<QTemporaryDir>();
        m_values = m_folder->filePath(u"data/secrets"_s);
        m_keys = m_folder->filePath(u"config/secrets"_s);
        m_valueFile = m_values + u'/' + QString::fromStdString(workspace) + u".secrets"_s;
        m_keyFile = m_keys + u'/' + QString::fromStdString(workspace) + u".key"_s;
        m_vault = std::make_unique<EncryptedVault>(EncryptedVault::Folders{m_values, m_keys});
    }

    void valuesAreThereForTheNextProgram()
    {
        QVERIFY(m_vault->write(token, "first").has_value());
        QVERIFY(m_vault->write(other, "second ⟦“\n").has_value());
        QVERIFY(m_vault->write(token, "third").has_value());
        const EncryptedVault later({m_values, m_keys});
        QCOMPARE(*later.read(token, {}), std::optional<std::string>("third"));
        QCOMPARE(*later.read(other, {}), std::optional<std::string>("second ⟦“\n"));
        QCOMPARE(*later.read({workspace, "none"}, {}), std::optional<std::string>());
        QCOMPARE(*later.read({std::string(32, 'b'), "token"}, {}), std::optional<std::string>());
    }

    void whatIsErasedIsGone()
    {
        QVERIFY(m_vault->write(token, "first").has_value());
        QVERIFY(m_vault->erase(token).has_value());
        QVERIFY(m_vault->erase(token).has_value());
        QCOMPARE(*m_vault->read(token, {}), std::optional<std::string>());
    }

    void nobodyElseMayReadTheFiles()
    {
        QVERIFY(m_vault->write(token, "the value").has_value());
        for (const QString &path : {m_valueFile, m_keyFile}) {
            const auto others = QFile::ReadGroup | QFile::WriteGroup | QFile::ReadOther | QFile::WriteOther;
            QCOMPARE(QFileInfo(path).permissions() & others, QFile::Permissions());
            QCOMPARE(QFileInfo(QFileInfo(path).path()).permissions() & others, QFile::Permissions());
        }
        QVERIFY(!contentOf(m_valueFile).contains("the value"));
        QVERIFY(!contentOf(m_valueFile).contains("token"));
        QVERIFY(!contentOf(m_valueFile).contains(QByteArray("the value").toBase64().left(8)));
    }

    void aChangedFileIsFoundOutAndLeftAsItIs_data()
    {
        QTest::addColumn<int>("at");
        QTest::addColumn<bool>("cut");
        QTest::newRow("one bit of the magic") << 3 << false;
        QTest::newRow("one bit of the nonce") << 40 << false;
        QTest::newRow("one bit of the content") << 70 << false;
        QTest::newRow("one bit at the end") << -1 << false;
        QTest::newRow("cut short") << -1 << true;
        QTest::newRow("cut in the head") << 20 << true;
        QTest::newRow("empty") << 0 << true;
    }

    void aChangedFileIsFoundOutAndLeftAsItIs()
    {
        QFETCH(int, at);
        QFETCH(bool, cut);
        QVERIFY(m_vault->write(token, "the value").has_value());
        QByteArray content = contentOf(m_valueFile);
        const qsizetype place = at < 0 ? content.size() - 1 : at;
        if (cut)
            content.truncate(place);
        else
            content[place] = char(content[place] ^ 1);
        replace(m_valueFile, content);
        const auto read = m_vault->read(token, {});
        QCOMPARE(read.error().code, ErrorCode::Damaged);
        QVERIFY(read.error().message.contains(
            u"restore it from a backup, or remove it and set its secrets again"_s));
        QCOMPARE(m_vault->write(token, "another").error().code, ErrorCode::Damaged);
        QCOMPARE(m_vault->erase(token).error().code, ErrorCode::Damaged);
        QCOMPARE(contentOf(m_valueFile), content);
    }

    void aWrongKeyIsFoundOut()
    {
        QVERIFY(m_vault->write(token, "the value").has_value());
        const QByteArray key = contentOf(m_keyFile);
        const QByteArray content = contentOf(m_valueFile);
        replace(m_keyFile, newSealKey());
        QCOMPARE(m_vault->read(token, {}).error().code, ErrorCode::NotAllowed);
        QVERIFY(m_vault->read(token, {}).error().message.contains(u"belongs to another key"_s));
        QCOMPARE(m_vault->write(token, "another").error().code, ErrorCode::NotAllowed);
        QCOMPARE(contentOf(m_valueFile), content);
        replace(m_keyFile, key);
        QCOMPARE(*m_vault->read(token, {}), std::optional<std::string>("the value"));
    }

    void noNewKeyIsMadeWhileAFileNeedsTheOldOne()
    {
        QVERIFY(m_vault->write(token, "the value").has_value());
        const QByteArray key = contentOf(m_keyFile);
        QVERIFY(QFile::remove(m_keyFile));
        QCOMPARE(m_vault->read(token, {}).error().code, ErrorCode::NotFound);
        QCOMPARE(m_vault->write(other, "another").error().code, ErrorCode::NotFound);
        QVERIFY(!QFile::exists(m_keyFile));
        replace(m_keyFile, key.left(10));
        QCOMPARE(m_vault->read(token, {}).error().code, ErrorCode::Damaged);
        replace(m_keyFile, key);
        QCOMPARE(*m_vault->read(token, {}), std::optional<std::string>("the value"));
    }

    void theFileOfAnotherWorkspaceDoesNotOpen()
    {
        const SecretKey elsewhere{std::string(32, 'b'), "token"};
        QVERIFY(m_vault->write(token, "the value").has_value());
        QVERIFY(QFile::copy(m_valueFile, m_values + u'/' + QString(32, u'b') + u".secrets"_s));
        QVERIFY(QFile::copy(m_keyFile, m_keys + u'/' + QString(32, u'b') + u".key"_s));
        QCOMPARE(m_vault->read(elsewhere, {}).error().code, ErrorCode::Damaged);
    }

    void aFolderThatCannotBeMadeIsToldOf()
    {
        replace(m_folder->filePath(u"data"_s), "a file");
        const auto written = m_vault->write(token, "the value");
        QCOMPARE(written.error().code, ErrorCode::AccessDenied);
        QVERIFY(written.error().message.contains(m_values));
    }

    void aWriterThatIsKilledLosesNothing()
    {
        QVERIFY(m_vault->write(token, "before").has_value());
        QVERIFY(m_vault->write(other, "kept").has_value());
        for (int round = 0; round < 20; ++round) {
            int begun[2] = {};
            QCOMPARE(::pipe(begun), 0);
            const pid_t child = ::fork();
            QVERIFY(child >= 0);
            if (child == 0) {
                ::close(begun[0]);
                EncryptedVault vault({m_values, m_keys});
                for (int i = 0;; ++i) {
                    if (::write(begun[1], "w", 1) != 1 || !vault.write(token, "value " + std::to_string(i)))
                        ::_exit(1);
                }
            }
            ::close(begun[1]); // so that the end of the writer would be noticed
            // It dies somewhere within one write, each time in another one.
            for (int i = 0; i <= round; ++i) {
                char mark = 0;
                QCOMPARE(::read(begun[0], &mark, 1), ssize_t(1));
            }
            QCOMPARE(::kill(child, SIGKILL), 0);
            int status = 0;
            QCOMPARE(::waitpid(child, &status, 0), child);
            QVERIFY(WIFSIGNALED(status));
            ::close(begun[0]);
            const auto read = m_vault->read(token, {});
            QVERIFY2(read.has_value(), read ? "" : qPrintable(read.error().message));
            QVERIFY(*read == "before" || (*read)->starts_with("value "));
            QCOMPARE(*m_vault->read(other, {}), std::optional<std::string>("kept"));
        }
        QVERIFY(m_vault->write(token, "after").has_value());
        QCOMPARE(*m_vault->read(token, {}), std::optional<std::string>("after"));
    }

private:
    std::unique_ptr<QTemporaryDir> m_folder;
    QString m_values;
    QString m_keys;
    QString m_valueFile;
    QString m_keyFile;
    std::unique_ptr<EncryptedVault> m_vault;
};

QTEST_GUILESS_MAIN(TestEncryptedVault)
#include "tst_encrypted_vault.moc"
