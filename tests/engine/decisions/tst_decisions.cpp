// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/decisions/DecisionFiles.h"

#include <QDir>
#include <QFile>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

/// Line by line, so that a failure says where.
void compare(const QByteArray &actual, const QByteArray &expected)
{
    QCOMPARE(actual.split('\n'), expected.split('\n'));
}

QByteArray committed(const QString &file)
{
    return sourceFile(u"tests/data/decisions/"_s + file);
}

QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QFile::ReadOnly) ? file.readAll() : QByteArray();
}

} // namespace

/// The same definition and the same history give the same decisions on every system and in all surroundings,
/// and so do expressions: all is compared with committed files. With PERDURA_WRITE_EXPECTED set they are
/// written anew instead; read what changed.
class TestDecisions : public QObject
{
    Q_OBJECT

private slots:
    void initTestCase()
    {
        if (!qEnvironmentVariableIsSet("PERDURA_WRITE_EXPECTED"))
            return;
        for (const auto &[name, content] : decisionFiles(Memory::Cached, Histories::Played)) {
            QFile file(QStringLiteral(PERDURA_DECISIONS "/") + name);
            QVERIFY(file.open(QFile::WriteOnly));
            file.write(content);
        }
    }

    void everyTemplateIsRecorded()
    {
        QStringList recorded;
        for (const DecisionCase &run : templateCases())
            recorded.append(run.name);
        recorded.sort();
        const QDir templates(sourcePath(u"resources/templates"_s));
        QCOMPARE(recorded, templates.entryList(QDir::Dirs | QDir::NoDotAndDotDot, QDir::Name));
    }

    void thisProcessDecidesAsRecorded_data()
    {
        QTest::addColumn<Memory>("memory");
        QTest::newRow("kept in memory") << Memory::Cached;
        QTest::newRow("replayed for each turn") << Memory::Replayed;
    }
    void thisProcessDecidesAsRecorded()
    {
        QFETCH(const Memory, memory);
        for (const auto &[name, content] : decisionFiles(memory, Histories::Committed)) {
            compare(content, committed(name));
            if (QTest::currentTestFailed())
                return qWarning("in %s", qPrintable(name));
        }
    }

    void otherSurroundingsDecideAsRecorded_data()
    {
        QTest::addColumn<QStringList>("environment");
        QTest::addColumn<QString>("language");
        QTest::addColumn<bool>("replays");
        const auto row = [](const char *name, const QStringList &environment, const QString &language,
                            bool replays) { QTest::newRow(name) << environment << language << replays; };
        row("plain", {u"LC_ALL=C"_s, u"TZ=UTC"_s, u"QT_HASH_SEED=0"_s}, u"-"_s, false);
        row("Turkish, half an hour off", {u"LC_ALL=tr_TR.UTF-8"_s, u"TZ=Asia/Kolkata"_s}, u"tr_TR"_s, false);
        row("German, daylight saving", {u"LC_ALL=de_DE.UTF-8"_s, u"TZ=America/St_Johns"_s}, u"de_DE"_s, true);
        row("Arabic digits, a day that was left out", {u"LC_ALL=ar_EG"_s, u"TZ=Pacific/Apia"_s}, u"ar_EG"_s,
            false);
        row("Persian, replayed", {u"LC_ALL=fa_IR.UTF-8"_s, u"TZ=Asia/Tehran"_s, u"QT_HASH_SEED=0"_s},
            u"fa_IR"_s, true);
        row("the environment's language alone", {u"LANG=hi_IN.UTF-8"_s, u"TZ=Antarctica/Troll"_s}, u"-"_s,
            false);
        row("an older processor, as the C library sees it",
            {u"LC_ALL=C"_s, u"TZ=UTC"_s, u"GLIBC_TUNABLES=glibc.cpu.hwcaps=-FMA,-AVX2,-FMA4"_s}, u"-"_s,
            false);
        row("no such language", {u"LC_ALL=xx_YY.ISO-8859-9"_s, u"TZ=Nowhere/At_all"_s}, u"lt_LT"_s, false);
    }
    void otherSurroundingsDecideAsRecorded()
    {
        QFETCH(const QStringList, environment);
        QFETCH(const QString, language);
        QFETCH(const bool, replays);
        QProcessEnvironment surroundings = QProcessEnvironment::systemEnvironment();
        for (const QString &name : {u"LC_ALL"_s, u"LANG"_s, u"LANGUAGE"_s, u"TZ"_s, u"QT_HASH_SEED"_s})
            surroundings.remove(name);
        for (const QString &setting : environment)
            surroundings.insert(setting.section(u'=', 0, 0), setting.section(u'=', 1));
        const QTemporaryDir folder;
        QProcess process;
        process.setProcessEnvironment(surroundings);
        process.setProcessChannelMode(QProcess::ForwardedErrorChannel);
        process.start(QStringLiteral(PERDURA_DECIDE),
                      {folder.path(), language, replays ? u"replay"_s : QString()});
        QVERIFY(process.waitForFinished(120000));
        QCOMPARE(process.exitCode(), 0);
        QStringList written = QDir(folder.path()).entryList(QDir::Files, QDir::Name);
        QCOMPARE(written.size(), int(templateCases().size()) + 2);
        for (const QString &name : written) {
            compare(contentOf(folder.filePath(name)), committed(name));
            if (QTest::currentTestFailed())
                return qWarning("in %s", qPrintable(name));
        }
    }
};

QTEST_GUILESS_MAIN(TestDecisions)
#include "tst_decisions.moc"
