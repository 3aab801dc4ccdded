// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/app/cli/Program.h"
#include "tests/crash/kill_resume/HistoryCheck.h"

#include <QRandomGenerator>
#include <QTemporaryDir>

#include <map>
#include <memory>

namespace perdura {

/// A workspace with a workflow that asks for one approval on its way, and how it is run.
struct CrashScenario
{
    QString folder;           ///< copied for each round
    QString workflow;         ///< file name in it
    QStringList runArguments; ///< beyond the file and the id
    QString shortened;        ///< a file of which only the first 41 lines are taken, to keep rounds short
};

/// What a scenario leaves behind.
struct CrashOutcome
{
    QStringList flaws;               ///< empty when all went as it should
    QMap<QString, QByteArray> files; ///< but for the hub's and the effects
    int kills = 0;
    int effects = 0;
};

/// Runs a scenario once in a folder of its own, with or without crashes. Activities may append a line to
/// effects.log that is part of their input; such a line must not come again once the activity's completion is
/// in the history.
class CrashRound
{
public:
    CrashRound(const CrashScenario &scenario, quint32 seed);

    /// Runs it through and answers its approval, undisturbed.
    [[nodiscard]] CrashOutcome undisturbed();
    /// The same, with up to five crashes at random moments up to `longest` milliseconds into a command.
    [[nodiscard]] CrashOutcome disturbed(int longest);

private:
    struct Stand
    {
        bool isStarted = false;
        bool waitsForPerson = false;
        bool isCompleted = false;
    };

    [[nodiscard]] QStringList command(const Stand &stand) const;
    void carryOut(const Stand &stand, bool isKilled, int longest);
    [[nodiscard]] Stand look();
    [[nodiscard]] std::map<QByteArray, int> effects() const;
    [[nodiscard]] CrashOutcome outcome();
    void flaw(const QString &what) { m_outcome.flaws += what; }

    CrashScenario m_scenario;
    QRandomGenerator m_random;
    QTemporaryDir m_folder;
    History m_history; ///< as of the last look
    std::map<QByteArray, int>
        m_completedEffects; ///< lines of completed activities, and how often they were there
    CrashOutcome m_outcome;
    Ended m_last;
};

} // namespace perdura
