// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/activities/ActivityRunner.h"

#include <QElapsedTimer>

using namespace perdura;
using namespace perdura::test;

class TestDelays : public QObject
{
    Q_OBJECT

private slots:
    void aDelayTakesItsTime()
    {
        ActivityRunner runner;
        QElapsedTimer timer;
        timer.start();
        QCOMPARE(runner.run("delay", {{"duration", "50 ms"}}), QByteArray("null"));
        QVERIFY(timer.elapsed() >= 50);
        QCOMPARE(runner.run("delay", {{"duration", 0.001}}), QByteArray("null"));
    }

    void aDelayCanBeStopped()
    {
        ActivityRunner runner;
        runner.start("delay", {{"duration", "24 h"}});
        runner.stop.request_stop();
        QCOMPARE(runner.answer(), QByteArray("Cancelled: The call was stopped."));
        QCOMPARE(runner.run("delay", {{"duration", "24 h"}}), QByteArray("Cancelled: The call was stopped."));
    }

    void aDelayThatMakesNoSenseIsRefused()
    {
        ActivityRunner runner;
        QCOMPARE(runner.run("delay", Json::object()),
                 QByteArray("InvalidInput: The field “duration” is empty; fill it in."));
        QCOMPARE(
            runner.run("delay", {{"duration", "0 s"}}),
            QByteArray("InvalidInput: The field “duration” must be a duration such as “30 s” or “5 min”."));
        QCOMPARE(
            runner.run("delay", {{"duration", "25 h"}}),
            QByteArray("InvalidInput: The delay of 1 d 1 h is longer than 24 h. Use a Timer, which survives "
                       "restarts."));
        QVERIFY(runner.failure().isNonRetriable);
    }

    void aRepetitionOfACallFailsOrSucceedsAsBefore()
    {
        ActivityRunner runner;
        int failures = 0;
        for (int call = 0; call < 1000; ++call) {
            runner.repeatedKey = "order-1/e/" + std::to_string(call);
            const QByteArray first = runner.run("random.fail", {{"probability", 0.3}});
            QCOMPARE(runner.run("random.fail", {{"probability", 0.3}}), first);
            failures += first == "null" ? 0 : 1;
        }
        // The keys are fixed, and so is their hash.
        QVERIFY2(failures > 250 && failures < 350, QByteArray::number(failures).constData());
    }

    void anotherAttemptDecidesAnew()
    {
        ActivityRunner runner;
        runner.repeatedKey = "order-1/e/7";
        int failures = 0;
        for (runner.attempt = 1; runner.attempt <= 200; ++runner.attempt)
            failures += runner.run("random.fail", Json::object()) == "null" ? 0 : 1;
        QVERIFY2(failures > 70 && failures < 130, QByteArray::number(failures).constData());
    }

    void theFailureIsAsAskedFor()
    {
        ActivityRunner runner;
        QCOMPARE(runner.run("random.fail", {{"probability", 1}}),
                 QByteArray("RandomFailure: This failure was asked for."));
        QVERIFY(!runner.failure().isNonRetriable);
        QCOMPARE(
            runner.run("random.fail", {{"probability", 1}, {"errorType", "NoInk"}, {"message", "Refill."}}),
            QByteArray("NoInk: Refill."));
        QCOMPARE(runner.run("random.fail", {{"probability", 0}}), QByteArray("null"));
        for (const Json &wrong : {Json(1.5), Json(-0.1), Json("often")}) {
            QCOMPARE(runner.run("random.fail", {{"probability", wrong}}),
                     QByteArray("InvalidInput: The field “probability” must be a number from 0.0 to 1.0."));
        }
    }
};

QTEST_GUILESS_MAIN(TestDelays)
#include "tst_delays.moc"
