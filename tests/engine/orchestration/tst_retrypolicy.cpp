// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/RetryPolicy.h"

#include <QTest>

using namespace perdura;
using namespace std::chrono_literals;

namespace {

const FailureDetails failure{.errorType = "Test", .errorMessage = "no"};

std::vector<Duration::rep> secondsOf(const RetryPolicy &policy)
{
    std::vector<Duration::rep> waits;
    for (int attempt = 1;; ++attempt) {
        const auto wait = nextRetryDelay(policy, attempt, Instant{}, Instant{}, failure);
        if (!wait)
            return waits;
        waits.push_back(wait->count() / 1'000'000);
    }
}

} // namespace

class TestRetryPolicy : public QObject
{
    Q_OBJECT

private slots:
    void theFirstTryCounts()
    {
        QVERIFY(secondsOf({.firstInterval = 5s, .maxAttempts = 1}).empty());
        QCOMPARE(secondsOf({.firstInterval = 5s, .maxAttempts = 3}), (std::vector<Duration::rep>{5, 5}));
    }

    void waitsGrowUpToTheLongest()
    {
        const RetryPolicy policy{
            .firstInterval = 1s, .maxAttempts = 6, .backoffCoefficient = 3, .maxInterval = 20s};
        QCOMPARE(secondsOf(policy), (std::vector<Duration::rep>{1, 3, 9, 20, 20}));
    }

    void aHugeBackoffDoesNotOverflow()
    {
        const RetryPolicy policy{
            .firstInterval = 24h, .maxAttempts = 2'000'000'000, .backoffCoefficient = 1e9};
        const auto wait = nextRetryDelay(policy, 1'999'999'999, Instant{}, Instant{}, failure);
        QCOMPARE(wait->count(), Duration::rep(320'000'000'000'000'000));
    }

    void nothingIsTriedAfterTheTimeout()
    {
        const RetryPolicy policy{.firstInterval = 5s, .maxAttempts = 9, .retryTimeout = 10s};
        QVERIFY(nextRetryDelay(policy, 1, Instant{}, Instant{} + 9s, failure));
        QVERIFY(!nextRetryDelay(policy, 1, Instant{}, Instant{} + 10s, failure));
    }

    void nonRetriableFailuresAreFinal()
    {
        FailureDetails final = failure;
        final.isNonRetriable = true;
        QVERIFY(!nextRetryDelay({.firstInterval = 5s, .maxAttempts = 9}, 1, Instant{}, Instant{}, final));
    }
};

QTEST_APPLESS_MAIN(TestRetryPolicy)
#include "tst_retrypolicy.moc"
