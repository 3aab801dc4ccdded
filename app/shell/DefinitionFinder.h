// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"

#include <QString>

#include <optional>

namespace perdura {

/// The workspace's file that holds a published version; when it was changed since, the file with a workflow
/// of that name. Looks at the workspace's own files and its folders, not at hidden ones.
[[nodiscard]] std::optional<QString> findDefinitionFile(const QString &workspace, const VersionId &version,
                                                        const QString &name);

} // namespace perdura
