// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "tests/engine/decisions/DecisionCases.h"
#include "tests/support/orchestration/OrchestrationDriver.h"

#include <QByteArray>

#include <map>

namespace perdura::test {

/// Whose histories the decisions are taken from.
enum class Histories {
    Committed, ///< those in the files
    Played,    ///< those of a new run, to write the files from
};

/// What each file of the decisions' folder has to hold, by its name. For each template {"definition",
/// "content": the drawing's SHA-256, "history": as the store writes it, "turns": the decisions of each}; all
/// golden runs in one file, with the beginning of the SHA-256 of each turn's decisions; and the table of
/// expressions. The history is always that of a run played here and now.
[[nodiscard]] std::map<QString, QByteArray> decisionFiles(Memory memory, Histories histories);

} // namespace perdura::test
