// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QList>

class QWidget;

namespace perdura {

/// Lets Tab go through these parts of one window in this order; inside a part its own order stays. Forms
/// whose fields come later than what follows them need it, as Qt keeps the order of creation.
void tabThrough(const QList<QWidget *> &parts);

/// The same for all the parts of `around`, which keeps its place among the rest of the window. The last part
/// has to be there already when the others come and go.
void tabThroughWithin(const QWidget *around, const QList<QWidget *> &parts);

} // namespace perdura
