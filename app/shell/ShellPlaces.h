// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/shell/MainWindow.h"

namespace perdura {

/// What the program's window is made of: the hub of the workspace, the built-in activities, and the places
/// there are.
[[nodiscard]] MainWindow::Parts shellParts();

} // namespace perdura
