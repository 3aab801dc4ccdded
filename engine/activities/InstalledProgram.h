// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QString>
#include <QStringList>

namespace perdura {

/// The full path of a program on the search path, or else in one of the folders; empty when it is in none.
[[nodiscard]] QString installedProgram(const QString &name, const QStringList &moreFolders = {});

} // namespace perdura
