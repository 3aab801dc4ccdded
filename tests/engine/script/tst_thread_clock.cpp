// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/script/ThreadClock.h"

#include <QTest>

#include <thread>

using namespace perdura;
using namespace std::chrono_literals;

class TestThreadClock : public QObject
{
    Q_OBJECT

private slots:
    void countsWhatTheThreadDoes()
    {
        const ThreadClock clock = ThreadClock::ofThisThread();
        const auto begin = clock.now();
        while (clock.now() - begin < 5ms) {
        }
        QVERIFY(clock.now() - begin >= 5ms);
    }

    void doesNotCountWhatTheThreadWaits()
    {
        const ThreadClock clock = ThreadClock::ofThisThread();
        const auto begin = clock.now();
        std::thread other([] {
            const ThreadClock own = ThreadClock::ofThisThread();
            while (own.now() < 200ms) {
            }
        });
        other.join();
        QVERIFY(clock.now() - begin < 100ms);
    }

    void canBeReadByAnotherThread()
    {
        const ThreadClock clock = ThreadClock::ofThisThread();
        const auto begin = clock.now();
        while (clock.now() - begin < 5ms) {
        }
        std::chrono::nanoseconds seen{};
        std::thread other([&] { seen = clock.now(); });
        other.join();
        QVERIFY(seen - begin >= 5ms);
    }
};

QTEST_APPLESS_MAIN(TestThreadClock)
#include "tst_thread_clock.moc"
