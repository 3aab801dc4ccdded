// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura {

/// True when the arguments ask for a command (`run`, `resume`, …, `--help`, `--version`) and no display is
/// needed.
[[nodiscard]] bool wantsCommandLine(int argc, char **argv);

/// Runs the command in a QCoreApplication of its own. Returns the exit code: 0 done, 1 failed or terminated,
/// 2 bad usage or invalid definition, 3 timed out.
[[nodiscard]] int runCommandLine(int argc, char **argv);

} // namespace perdura
