// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

#include <chrono>
#include <map>
#include <optional>
#include <string>

namespace perdura::test {

/// What one life of the hub's process came to.
struct Run
{
    QStringList acknowledged;
    int lines = 0; ///< of output
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

/// One life of the hub's process over that database (CrashingHub.cpp); killed from outside at that moment,
/// when given and it comes. `failPoint` is for PERDURA_FAIL_POINT.
[[nodiscard]] Run runHub(const QString &database, const QStringList &starts, const QString &failPoint,
                         std::optional<Moment> kill = {}, const QString &program = QStringLiteral("chain"));

/// How often each activity had its effect, by idempotency key, over all lives.
[[nodiscard]] std::map<std::string, int> effectCounts(const QString &folder);

} // namespace perdura::test
