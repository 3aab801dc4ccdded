// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QByteArray>
#include <QString>

namespace perdura {

/// Reads a `*.workflow.json`. Errors (InvalidDefinition, InvalidJson, Unsupported, NotFound, AccessDenied)
/// are one sentence with the file's name, the JSON path ("/nodes/3/kind") and the remedy. Unknown members are
/// kept.
[[nodiscard]] Result<WorkflowDefinition> loadDefinition(const QString &path);
/// The same from text; `fileName` is for the messages.
[[nodiscard]] Result<WorkflowDefinition> parseDefinition(const QByteArray &text, const QString &fileName);

/// Stable text: fixed order of members, nodes sorted by id, edges by from/port, layout last. Ends with a line
/// feed.
[[nodiscard]] QByteArray definitionText(const WorkflowDefinition &definition);
/// Writes through a temporary file, flushed to disk: a crash or a full disk leaves the old file whole.
[[nodiscard]] Result<void> saveDefinition(const WorkflowDefinition &definition, const QString &path);

/// SHA-256 (hex) of the canonical text without layout: two drawings that mean the same have the same version.
[[nodiscard]] VersionId contentAddress(const WorkflowDefinition &definition);

} // namespace perdura
