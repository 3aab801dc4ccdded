// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura {

/// Registers samples, templates and help pages; a static library's resources are not registered by
/// themselves.
void initShellResources();

} // namespace perdura
