// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura {

/// Registers icons and style; a static library's resources are not registered by themselves. Cheap to call
/// again.
void initKitResources();

} // namespace perdura
