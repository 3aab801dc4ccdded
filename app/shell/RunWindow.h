// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura {

/// Opens the main window and runs until it is closed. Arguments: `--workspace DIR`, or the path of a folder
/// or of a
/// `*.workflow.json`. Returns the exit code.
[[nodiscard]] int runWindow(int argc, char **argv);

} // namespace perdura
