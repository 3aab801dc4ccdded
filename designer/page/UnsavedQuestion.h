// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

#include <functional>

class QWidget;

namespace perdura {

/// Asks what becomes of the unsaved changes to these workflows before they close. One of the two functions is
/// called later, on the GUI thread; none when the person stays.
void askAboutUnsaved(const QStringList &names, QWidget *parent, const std::function<void()> &save,
                     const std::function<void()> &discard);

} // namespace perdura
