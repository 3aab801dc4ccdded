// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QString>

namespace perdura {

/// What people are told about a run or one of its steps. The kit's own words, as it knows nothing of the
/// engine.
enum class RunState { Pending, Running, Waiting, Completed, Failed, Terminated, Suspended };

/// "Running"
[[nodiscard]] QString runStateText(RunState state);
/// An icon name, told apart by shape: state is never told by colour alone.
[[nodiscard]] QString runStateIcon(RunState state);
[[nodiscard]] QColor runStateColor(RunState state, const Tokens &tokens);

} // namespace perdura
