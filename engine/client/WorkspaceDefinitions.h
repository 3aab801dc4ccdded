// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QByteArray>
#include <QString>

#include <vector>

namespace perdura {

/// The texts to publish before the definition can run: what it names, found in the files of the workspace,
/// and what those name; the definition itself last. What is not there is left out: the node that needs it
/// fails. Reads files, so not for the GUI thread.
[[nodiscard]] std::vector<QByteArray> withReferences(const WorkflowDefinition &definition,
                                                     const QString &workspace);

/// The same on another thread.
[[nodiscard]] QFuture<Result<std::vector<QByteArray>>>
readReferences(std::shared_ptr<const WorkflowDefinition> definition, const QString &workspace);
/// Publishes them in that order; gives the version of the last one.
[[nodiscard]] QFuture<Result<VersionId>> publishAll(HubClient &hub, const std::vector<QByteArray> &texts);

} // namespace perdura
