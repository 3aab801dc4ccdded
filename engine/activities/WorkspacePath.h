// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/FailureDetails.h"

#include <QString>

namespace perdura {

/// The absolute path that `path` means in the workspace, with symbolic links followed as far as it exists.
/// Failure "PathOutsideWorkspace" when it leaves the workspace by "..", as an absolute path or through a
/// link; the hub's own folder ".perdura" counts as outside.
[[nodiscard]] tl::expected<QString, FailureDetails> resolveInWorkspace(const QString &workspace,
                                                                       const QString &path);

/// The same for a folder that has to exist. Failures also "FolderNotFound", and "FileError" for a file.
[[nodiscard]] tl::expected<QString, FailureDetails> resolveFolder(const QString &workspace,
                                                                  const QString &path);

} // namespace perdura
