// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace perdura {

/// True for 1 to 64 of the letters A to Z and a to z, digits, `_`, `-` and `.`.
[[nodiscard]] bool isSecretName(std::string_view name);

/// The text that stands for the value of a secret wherever something is stored or shown: "⟦secret:NAME⟧".
[[nodiscard]] std::string secretPlaceholder(std::string_view name);

} // namespace perdura
