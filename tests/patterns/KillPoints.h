// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"

#include <QTest>

#include <initializer_list>

namespace perdura::test {

// The rule book's crash points, and where this engine has them. The numbers are those of FailPoint.
//
//   rule book                                     fail point                what must be so afterwards
//   K1 start accepted, no work item committed     K1 StartAccepted          it runs as if nothing had been
//   K2 decisions computed, not committed          K2 TurnDecided            the same decisions; nothing that
//                                                                           they ask for has run
//   K3 committed, the activity has not begun      K3 TurnStored             the activity runs once
//   K4 effect done, result not stored             K4 ActivityEnded          the activity runs again: two
//                                                                           effects, one TaskCompleted
//   K5 result stored, not consumed                K5 ResultStored           no effect comes again
//   K6 completion committed, nobody told          K6 CompletionStored       status and output are there
//
// A result and its consumption are one commit here, so a death at K2 loses the result that the turn took in:
// its activity runs again, as at K4. What else the patterns die at:
//
//   an event is accepted, its turn has not run    K39 TurnBegins            the event is not lost
//   a timer has fired, nobody heard of it         K35 TimerDue              it fires once
//   a delayed signal has become due             K36 SignalsDue            it comes once
//   an entity's batch is about to run           K41 EntityTurnBegins      nothing is lost
//   an entity's batch has run, not committed      K33 EntityTurnDecided     its operations run again, and
//                                                                           take effect once
//   an entity's batch is stored, no answer sent   K34 EntityTurnStored      its caller gets one answer

inline constexpr int beforeCommit = int(FailPoint::TurnDecided) + 1;
inline constexpr int beforeActivity = int(FailPoint::TurnStored) + 1;
inline constexpr int afterEffect = int(FailPoint::ActivityEnded) + 1;
inline constexpr int eventAccepted = int(FailPoint::TurnBegins) + 1;
inline constexpr int timerDue = int(FailPoint::TimerDue) + 1;
inline constexpr int signalsDue = int(FailPoint::SignalsDue) + 1;
inline constexpr int entityBegins = int(FailPoint::EntityTurnBegins) + 1;
inline constexpr int entityDecided = int(FailPoint::EntityTurnDecided) + 1;
inline constexpr int entityStored = int(FailPoint::EntityTurnStored) + 1;

/// "K3:2": the death at the second pass of K3.
[[nodiscard]] inline QString killAt(int point, int pass)
{
    return QStringLiteral("K%1:%2").arg(point).arg(pass);
}

/// A point and how often it is passed, at each of which a run is to die.
struct Passes
{
    int point;
    int times;
};

/// A row for each of those deaths, with the columns "point" and "pass".
inline void addKillRows(std::initializer_list<Passes> points)
{
    QTest::addColumn<int>("point");
    QTest::addColumn<int>("pass");
    for (const auto &[point, times] : points) {
        for (int pass = 1; pass <= times; ++pass)
            QTest::newRow(qPrintable(killAt(point, pass))) << point << pass;
    }
}

} // namespace perdura::test
