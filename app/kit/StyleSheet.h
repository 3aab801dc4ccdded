// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/Theme.h"

#include <QString>

namespace perdura {

/// The application's style sheet: the template in resources/style/perdura.qss with every `@token` replaced.
[[nodiscard]] QString styleSheetFor(const Tokens &tokens);

/// The palette for what the style sheet does not reach: item views' text, custom painters, disabled and
/// inactive groups.
[[nodiscard]] QPalette paletteFor(const Tokens &tokens);

} // namespace perdura
