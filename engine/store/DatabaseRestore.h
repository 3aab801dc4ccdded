// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QString>

namespace perdura {

/// Puts a backup in the place of a hub's database. The caller holds the workspace's lock. The backup is
/// copied, brought up to date and checked first; the old database stays beside the new one under the name
/// that is returned (empty when there was none). Errors: NotFound, Damaged (the backup), Unsupported,
/// NoSpace, AccessDenied, Io; nothing has changed then.
[[nodiscard]] Result<QString> restoreDatabase(const QString &backup, const QString &database);

} // namespace perdura
