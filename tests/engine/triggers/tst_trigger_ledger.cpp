// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WorkspacePaths.h"
#include "engine/triggers/TriggerLedger.h"

#include <QFile>
#include <QTemporaryDir>
#include <QTest>

using namespace perdura;

/// What triggers remember over restarts.
class TestTriggerLedger : public QObject
{
    Q_OBJECT

private slots:
    void theLastLineOfANameCounts()
    {
        QTemporaryDir folder;
        QVERIFY(WorkspacePaths(folder.path()).prepare());
        {
            TriggerLedger ledger(folder.path());
            QCOMPARE(ledger.find("a"), std::nullopt);
            ledger.set("a", std::string("1"));
            ledger.set("b\nc", *instantFromIso("2026-11-27T07:00:00Z"));
            ledger.set("a", std::string("2"));
            ledger.set("gone", std::string("x"));
            ledger.forget("gone");
        }
        QFile file(folder.filePath(QStringLiteral(".perdura/triggers.jsonl")));
        QVERIFY(file.open(QFile::Append));
        file.write("[\"a\", \"3\"");
        file.close();
        const TriggerLedger ledger(folder.path());
        QCOMPARE(ledger.find("a"), std::optional<std::string>("2"));
        QCOMPARE(ledger.findInstant("b\nc"), std::optional(*instantFromIso("2026-11-27T07:00:00Z")));
        QCOMPARE(ledger.findInstant("a"), std::nullopt);
        QCOMPARE(ledger.find("gone"), std::nullopt);
        QCOMPARE(ledger.namesWith("b"), std::vector<std::string>({"b\nc"}));
    }

    void theFileIsTidiedWhenItIsRead()
    {
        QTemporaryDir folder;
        QVERIFY(WorkspacePaths(folder.path()).prepare());
        {
            TriggerLedger ledger(folder.path());
            for (int i = 0; i < 1000; ++i)
                ledger.set("a", std::to_string(i));
        }
        QCOMPARE(TriggerLedger(folder.path()).find("a"), std::optional<std::string>("999"));
        QFile file(folder.filePath(QStringLiteral(".perdura/triggers.jsonl")));
        QVERIFY(file.open(QFile::ReadOnly));
        QCOMPARE(file.readAll(), QByteArray("[\"a\",\"999\"]\n"));
    }
};

QTEST_GUILESS_MAIN(TestTriggerLedger)
#include "tst_trigger_ledger.moc"
