// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/ActivityCatalog.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QString>

namespace perdura {

/// A place in a node's fields as people know it from the inspector.
struct FieldWords
{
    QString title; ///< "Retry › Attempts"
    Json schema;   ///< of the value there; null where nothing is known of it
};

/// `place` is a JSON pointer into the fields ("/retry/maxAttempts"). What no schema names is called as it is
/// in the file.
[[nodiscard]] FieldWords fieldWords(const Node &node, const std::string &place,
                                    const ActivityCatalog &activities);

/// A value in one line: the title of a choice, text as it is, all else as JSON; null: "not set".
[[nodiscard]] QString valueWords(const Json *value, const Json &schema = {});

} // namespace perdura
