// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/export/JavaScriptValue.h"

#include <string>
#include <string_view>

namespace perdura {

/// Words of the language, what expressions and the runtime of exported code call something, and the helper
/// functions: no variable may have such a name.
[[nodiscard]] bool isTakenInJavaScript(std::string_view name);

/// The lines that make known what the code uses of the runtime and of the helper functions.
[[nodiscard]] CodeLines javaScriptImports(const CodeLines &code);

} // namespace perdura
