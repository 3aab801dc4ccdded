// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace perdura {

class ContextBar;
class DesignerActions;

/// Puts the designer's actions on its bar, as buttons that follow them. GUI thread.
void fillDesignerBar(ContextBar &bar, const DesignerActions &actions);

} // namespace perdura
