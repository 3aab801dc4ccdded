// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura {

/// What the program tells the shell.
enum class ExitCode {
    Done = 0,
    Failed = 1, ///< the instance failed or was terminated, or the work could not be done
    Usage = 2,  ///< the command was written wrongly, or the definition is invalid
    GoesOnLater =
        3, ///< a time-out or a signal ended the command; what it started goes on with `perdura resume`
};

} // namespace perdura
