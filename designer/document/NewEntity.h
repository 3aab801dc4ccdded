// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/WorkflowDefinition.h"

#include <QString>
#include <QStringList>

namespace perdura {

/// Why the name cannot be that of a new entity, in one sentence; empty: it can. `taken` are the names of the
/// entities that there are; they mean the same in any case. Pure; any thread.
[[nodiscard]] QString flawOfEntityName(const QString &name, const QStringList &taken);

/// A drawing to begin with, without problems: the operation "set" keeps what it is given and answers with it.
[[nodiscard]] WorkflowDefinition newEntity(const QString &name);

} // namespace perdura
