// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <string>

namespace perdura {

/// Bytes. Shorter values could not be masked without masking half of what a workflow says.
constexpr std::size_t shortestSecret = 4;
constexpr std::size_t longestSecret = 64 * 1024;

/// Letters, digits, `_`, `-` and `.`, up to 64 of them; else InvalidArgument.
[[nodiscard]] Result<void> checkSecretName(const std::string &name);
/// UTF-8 text of shortestSecret to longestSecret bytes; else InvalidArgument. The message does not hold it.
[[nodiscard]] Result<void> checkSecretValue(const std::string &value);

} // namespace perdura
