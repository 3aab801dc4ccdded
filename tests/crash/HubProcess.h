// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace perdura::test {

/// What one life of the hub's process came to.
struct Run
{
    QStringList acknowledged;   ///< starts
    std::vector<int> signalled; ///< numbers of the clients' signals that were acknowledged
    int lines = 0;              ///< of output
    std::chrono::milliseconds firstLineAfter{};
    std::chrono::milliseconds duration{};
    bool wasKilled = false;
    bool hasEnded = false;
};

/// When to kill a hub: after so many lines of its output, and so long after the last of them.
struct Moment
{
    int lines = 0;
    std::chrono::milliseconds later{};
};

/// What a life of the hub's process is to do.
struct Life
{
    QStringList starts = {};
    QString failPoint = {};          ///< PERDURA_FAIL_POINT
    std::optional<Moment> kill = {}; ///< from outside, if that moment comes
    QString program = QStringLiteral("chain");
    std::optional<int> signalsFrom = {}; ///< number of the first signal; nothing: sends none
};

/// One life of the hub's process over that database (CrashingHub.cpp).
[[nodiscard]] Run runHub(const QString &database, const Life &life);

/// How often each activity had its effect, by idempotency key, over all lives.
[[nodiscard]] std::map<std::string, int> effectCounts(const QString &folder);

} // namespace perdura::test
