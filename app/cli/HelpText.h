// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

#include <memory>
#include <vector>

namespace perdura {

/// What `perdura help` prints.
[[nodiscard]] QString overviewHelp(const std::vector<std::unique_ptr<Command>> &commands);
/// What `perdura help COMMAND` prints.
[[nodiscard]] QString commandHelp(const CommandInfo &command);

} // namespace perdura
