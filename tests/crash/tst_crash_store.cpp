// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteStore.h"
#include "tests/crash/CrashPrograms.h"
#include "tests/crash/FailPointPlan.h"
#include "tests/crash/HubProcess.h"

#include <QTemporaryDir>
#include <QTest>

#include <set>

using namespace perdura;
using namespace perdura::test;
using namespace Qt::Literals::StringLiterals;

namespace {

const QStringList families{u"a"_s, u"b"_s, u"c"_s};

/// Finished instances that went, each as often as the audit log has it.
std::multiset<std::string> purgedInstances(StoreReader &reader)
{
    std::multiset<std::string> purged;
    AuditQuery query;
    query.actions = {AuditAction::Purge};
    do {
        const auto page = reader.auditLog(query);
        if (!page)
            return {};
        for (const AuditEntry &entry : page->entries) {
            if (entry.refusal.empty())
                purged.insert(entry.note.target);
        }
        query.after = page->next;
    } while (!query.after.isEmpty());
    return purged;
}

} // namespace

/// Kills a hub while it tidies up.
class TestCrashStore : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_folder = std::make_unique<QTemporaryDir>(); }
    void aPurgeGoesOnWhereItWasKilled_data() { addKills(Passed::ByPurge); }
    void aPurgeGoesOnWhereItWasKilled();
    void theSearchIndexGoesOnWhereItWasKilled_data() { addKills(Passed::ByIndex); }
    void theSearchIndexGoesOnWhereItWasKilled();

private:
    static void addKills(Passed passed);
    [[nodiscard]] SqliteStore store() const
    {
        SqliteOptions options;
        options.path = m_folder->filePath(u"hub.db"_s);
        return SqliteStore(options);
    }
    /// One life that dies there, and another.
    void liveTwice(const QStringList &starts, const QString &program);

    std::unique_ptr<QTemporaryDir> m_folder;
};

void TestCrashStore::addKills(Passed passed)
{
    QTest::addColumn<QString>("failPoint");
    for (const QString &kill : killsOf(passed))
        QTest::newRow(qPrintable(kill)) << kill;
}

void TestCrashStore::liveTwice(const QStringList &starts, const QString &program)
{
    QFETCH(const QString, failPoint);
    const QString database = m_folder->filePath(u"hub.db"_s);
    const Run first = runHub(database, {starts, failPoint, {}, program});
    QVERIFY(first.hasEnded);
    QVERIFY2(first.wasKilled, "the fail point was not passed so often");
    QStringList missing = starts;
    for (const QString &id : first.acknowledged)
        missing.removeAll(id);
    const Run second = runHub(database, {missing, {}, {}, program});
    QVERIFY(second.hasEnded && !second.wasKilled);
}

void TestCrashStore::aPurgeGoesOnWhereItWasKilled()
{
    liveTwice(families, u"family"_s);
    const SqliteStore opened = store();
    const auto keepOpen = opened.openWriter();
    const auto reader = opened.openReader();
    QVERIFY(reader);
    QVERIFY((*reader)->statusCounts()->isEmpty());
    const auto report = (*reader)->check();
    QVERIFY(report && report->isSound());
    const auto purged = purgedInstances(**reader);
    const std::set<std::string> once(purged.begin(), purged.end());
    QCOMPARE(purged.size(), once.size());
    QCOMPARE(int(once.size()), int(families.size()) * (1 + childrenPerFamily));
}

void TestCrashStore::theSearchIndexGoesOnWhereItWasKilled()
{
    QStringList ids;
    for (int i = 0; i < 12; ++i)
        ids += u"instance %1"_s.arg(i);
    liveTwice(ids, u"index"_s);
    const SqliteStore opened = store();
    const auto keepOpen = opened.openWriter();
    const auto reader = opened.openReader();
    QVERIFY(reader);
    QVERIFY(((*reader)->figures()->unindexed == InstanceCount{0, true}));
    for (const QString &id : ids) {
        InstanceQuery query;
        query.text = id + u" to be found"_s;
        const auto page = (*reader)->instances(query);
        QCOMPARE(int(page->instances.size()), 1);
        QCOMPARE(page->instances.front().id.toQString(), id);
    }
}

QTEST_GUILESS_MAIN(TestCrashStore)
#include "tst_crash_store.moc"
