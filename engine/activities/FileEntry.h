// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QFileInfo>
#include <QRegularExpression>
#include <QString>

namespace perdura {

/// The path of something in the workspace as expressions see it: from the workspace, with slashes.
[[nodiscard]] QString pathInWorkspace(const QString &workspace, const QString &absolute);

/// {path, name, size, modified} of a file: the path from the workspace, bytes, ISO 8601 in UTC.
[[nodiscard]] Json fileEntry(const QString &workspace, const QFileInfo &file);

/// Whether a file may be listed: it is no link, or one that stays in the workspace.
[[nodiscard]] bool isListed(const QString &workspace, const QFileInfo &file);

/// Matches whole names against a pattern with *, ? and [abc]; letters as they are written. Empty: every name.
[[nodiscard]] QRegularExpression namePattern(const QString &pattern);

/// The input fields "folder" and "pattern", which activities about files in a folder share.
[[nodiscard]] Json folderField();
[[nodiscard]] Json patternField();
/// "in *.csv"
[[nodiscard]] QString folderSummary(const Json &input);

} // namespace perdura
