// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

class QCommandLineParser;

namespace perdura {

/// The folder that a command works in: as `--workspace` says, else the current folder or the nearest one
/// above it that has a hub (`.perdura`). Errors: NotFound, one sentence with the remedy.
[[nodiscard]] Result<QString> findWorkspace(const QCommandLineParser &given);

/// The folder that `--workspace` names, or `otherwise`; it need not have a hub yet. Error: NotFound.
[[nodiscard]] Result<QString> workspaceFor(const QCommandLineParser &given, const QString &otherwise);

} // namespace perdura
