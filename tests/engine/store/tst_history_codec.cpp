// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/HistoryCodec.h"
#include "tests/support/orchestration/EventSamples.h"

#include <QTest>

using namespace perdura;

class TestHistoryCodec : public QObject
{
    Q_OBJECT

private slots:
    void everyKindSurvivesTheWayToTheDisk()
    {
        const std::vector<HistoryEvent> events = test::oneOfEachKind();
        QCOMPARE(events.size(), std::variant_size_v<EventData>);
        const auto *started = events[1].as<ExecutionStarted>();
        QVERIFY(started);
        const HistoryOwner owner{started->instance, started->execution, started->name,
                                 started->version,  started->parent,    started->tags};
        History read;
        QVERIFY(unpackEvents(packEvents(events, owner), owner, read));
        QCOMPARE(read.size(), events.size());
        for (std::size_t i = 0; i < events.size(); ++i)
            QVERIFY2(read[i] == events[i], eventTypeName(events[i].data).data());
    }

    /// Written out by hand, as the first version of Perdura wrote it: its activities had no time limit.
    void aHistoryOfTheFirstFormatIsRead()
    {
        // Format, kind with an id, time, number 3, "log", attempt 2, the input "1" as JSON text.
        const QByteArray bytes = QByteArray::fromHex("012400"
                                                     "03"
                                                     "03") +
                                 "log" + QByteArray::fromHex("0201") + "1";
        History read;
        QVERIFY(unpackEvents(bytes, {}, read));
        QCOMPARE(read.size(), std::size_t(1));
        QCOMPARE(read.front().eventId, 3);
        QVERIFY((*read.front().as<TaskScheduled>() == TaskScheduled{"log", 1, 2, {}}));
    }

    /// By hand as well: there were time limits, but no secrets, and no groups and comments of tasks.
    void aHistoryOfTheSecondFormatIsRead()
    {
        const QByteArray bytes = QByteArray::fromHex("02240003"
                                                     "03") +
                                 "log" + QByteArray::fromHex("0201") + "1" +
                                 QByteArray::fromHex("01"
                                                     "360004"
                                                     "03") +
                                 "Pay" + QByteArray::fromHex("0003") + "Ada" + QByteArray::fromHex("000103") +
                                 "Yes" + QByteArray::fromHex("00");
        History read;
        QVERIFY(unpackEvents(bytes, {}, read));
        QCOMPARE(read.size(), std::size_t(2));
        QVERIFY((*read[0].as<TaskScheduled>() == TaskScheduled{"log", 1, 2, {}}));
        QCOMPARE(read[1].eventId, 4);
        HumanTaskRequest request{.title = "Pay", .assignee = "Ada"};
        request.outcomes = {"Yes"};
        QVERIFY(read[1].as<HumanTaskCreated>()->request == request);
    }

    void everyTruncationIsNoticed()
    {
        for (const HistoryEvent &event : test::oneOfEachKind()) {
            if (event.as<ExecutionStarted>())
                continue; // needs its owner
            const QByteArray whole = packEvents({&event, 1});
            for (qsizetype length = 1; length < whole.size(); ++length) {
                History read;
                const auto unpacked = unpackEvents(whole.left(length), {}, read);
                // The format alone is a history without events.
                QVERIFY2(length == 1 || !unpacked, eventTypeName(event.data).data());
            }
        }
    }
};

QTEST_APPLESS_MAIN(TestHistoryCodec)
#include "tst_history_codec.moc"
