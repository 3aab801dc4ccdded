// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QByteArray>
#include <QString>

namespace perdura {

/// The key of a workspace's web door: made from the system's random source at the first call, then always the
/// same. Kept in the workspace's `.perdura/web.key`, readable by its owner only. Touches the disk. Errors:
/// AccessDenied, NoSpace, Io; Damaged (the file holds no key).
[[nodiscard]] Result<QByteArray> workspaceWebKey(const QString &workspace);

/// Whether the keys are the same; takes as long whatever is different.
[[nodiscard]] bool sameKey(const QByteArray &given, const QByteArray &wanted);

} // namespace perdura
