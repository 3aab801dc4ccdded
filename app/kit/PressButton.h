// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

class QPushButton;

namespace perdura {

/// For buttons of dialogs that decide something: Return in a field does not press it, Return on the button
/// itself does.
void pressOnlyWithFocus(QPushButton *button);

} // namespace perdura
