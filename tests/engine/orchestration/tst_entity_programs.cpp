// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/orchestration/EntityMessages.h"
#include "tests/engine/orchestration/RandomProgram.h"
#include "tests/support/RandomSizes.h"

#include <QTest>

#include <algorithm>

using namespace perdura;
using namespace perdura::test;

namespace {

/// Messages of some orchestrations that keep the rules of critical sections, as they may arrive at one
/// entity.
std::vector<EntityMessage> randomMessages(Random &random)
{
    std::vector<EntityMessage> messages;
    std::vector<int> lockOf(4, 0); // task of the section of each orchestration; 0: none
    int task = 0;
    const int count = 20 + pick(random, 60);
    for (int i = 0; i < count; ++i) {
        const int who = pick(random, 4);
        const std::string operation = pick(random, 8) == 0 ? "fail" : "add";
        switch (pick(random, 5)) {
        case 0:
            messages.push_back(signal(operation, pick(random, 10)));
            break;
        case 1:
            if (lockOf[std::size_t(who)] == 0) {
                lockOf[std::size_t(who)] = ++task;
                messages.push_back(lock(caller(who, task)));
            }
            break;
        case 2:
            if (lockOf[std::size_t(who)] != 0)
                messages.push_back(unlock(caller(who, std::exchange(lockOf[std::size_t(who)], 0))));
            break;
        default:
            messages.push_back(call(operation, pick(random, 10), caller(who, ++task)));
            break;
        }
    }
    for (int who = 0; who < 4; ++who) {
        if (lockOf[std::size_t(who)] != 0)
            messages.push_back(unlock(caller(who, lockOf[std::size_t(who)])));
    }
    return messages;
}

/// An entity whose host crashes now and then.
struct Rerun
{
    EntityRecord stored = {counterId};
    std::vector<EntityMessage> inbox = {};
    std::vector<bool> isDone = {};
    std::vector<EntityAnswer> answers = {};
    EntityExecutor executor = executorOf();

    void receive(const EntityMessage &message)
    {
        executor.receive(message, std::int64_t(inbox.size()));
        inbox.push_back(message);
        isDone.push_back(false);
    }
    void reload()
    {
        executor = executorOf(EntityFunction(counter), stored);
        for (std::size_t i = 0; i < inbox.size(); ++i) {
            if (!isDone[i])
                executor.receive(inbox[i], std::int64_t(i));
        }
    }
    void run(Random &random)
    {
        while (executor.hasWork()) {
            EntityBatch batch;
            executor.run(noon, 1 + pick(random, 5), batch);
            const bool isLost = pick(random, 4) == 0;
            if (!isLost) {
                stored = executor.record();
                std::ranges::move(batch.answers, std::back_inserter(answers));
                for (const std::int64_t ticket : batch.finished)
                    isDone[std::size_t(ticket)] = true;
            }
            if (isLost || pick(random, 2) == 0)
                reload();
        }
    }
};

} // namespace

class TestEntityPrograms : public QObject
{
    Q_OBJECT

private slots:
    void batchesAndReloadsDoNotChangeTheOutcome_data();
    void batchesAndReloadsDoNotChangeTheOutcome();
};

void TestEntityPrograms::batchesAndReloadsDoNotChangeTheOutcome_data()
{
    QTest::addColumn<quint64>("firstSeed");
    for (quint64 seed = 0; seed < quint64(timesAsMany(2000)); seed += 500)
        QTest::addRow("%llu", static_cast<unsigned long long>(seed)) << seedShift() + seed;
}

// What has arrived is handled in one go, and again in small batches of random size, each either stored or
// lost to a crash, after either of which the entity may be built again from what was stored. Answers and
// state are the same.
void TestEntityPrograms::batchesAndReloadsDoNotChangeTheOutcome()
{
    QFETCH(quint64, firstSeed);
    int grants = 0;
    for (quint64 seed = firstSeed; seed < firstSeed + 500; ++seed) {
        Random random(seed);
        const std::vector<EntityMessage> messages = randomMessages(random);
        EntityExecutor whole = executorOf();
        Rerun rerun;
        std::vector<EntityAnswer> answers;
        for (std::size_t arrived = 0; arrived < messages.size();) {
            const std::size_t next = std::min(messages.size(), arrived + 1 + std::size_t(pick(random, 6)));
            for (; arrived < next; ++arrived) {
                whole.receive(messages[arrived], std::int64_t(arrived));
                rerun.receive(messages[arrived]);
            }
            std::ranges::move(runAll(whole).answers, std::back_inserter(answers));
            rerun.run(random);
        }
        const QByteArray name = QByteArray::number(seed);
        QVERIFY2(whole.isEmpty() && !whole.record().lock, name);
        QVERIFY2(rerun.answers == answers, name);
        QVERIFY2(rerun.stored == whole.record(), name);
        QVERIFY2(std::ranges::count(rerun.isDone, true) == std::ptrdiff_t(messages.size()), name);
        grants += int(std::ranges::count_if(answers, [](const EntityAnswer &answer) {
            return std::holds_alternative<EntityLockGranted>(answer.data);
        }));
    }
    QVERIFY(grants > 1000);
}

QTEST_APPLESS_MAIN(TestEntityPrograms)
#include "tst_entity_programs.moc"
