// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

#include <vector>

namespace perdura::test {

/// A drawn workflow and the script of one run of it.
struct DecisionCase
{
    QString name;
    QString definition; ///< from the project's folder on
    Json script;        ///< as GoldenRun plays it
};

/// One run of each template that comes with the program, as scripts.json of the decisions' folder tells.
[[nodiscard]] std::vector<DecisionCase> templateCases();
/// The golden runs of tests/data/workflows.
[[nodiscard]] std::vector<DecisionCase> goldenCases();

/// The whole content of a file of the project, with lines that end in \n; dies when there is none.
[[nodiscard]] QByteArray sourceFile(const QString &name);
[[nodiscard]] Json sourceJson(const QString &name);
[[nodiscard]] QString sourcePath(const QString &name);

} // namespace perdura::test
