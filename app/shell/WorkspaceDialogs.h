// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QString>

class QWidget;

namespace perdura {

class ShellSettings;

// The dialogs that ask for a folder. All give an empty text when the person thought better of it.

/// An existing folder to open.
[[nodiscard]] QString askForWorkspace(QWidget *parent, const ShellSettings &settings);
/// A name and place for a new workspace; the folder is made.
[[nodiscard]] Result<QString> askForNewWorkspace(QWidget *parent, const ShellSettings &settings);
/// Another folder for copies of samples.
[[nodiscard]] QString askForSampleFolder(QWidget *parent);

} // namespace perdura
