// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/kit/forms/Completion.h"
#include "engine/core/Ids.h"

namespace perdura {

class DefinitionDocument;

/// What forms offer in the expressions of a node: as the document stands when they ask. `prefix` is the JSON
/// pointer of the form in the node's fields. The document may go before the forms do. GUI thread.
[[nodiscard]] CompletionSource expressionOffers(DefinitionDocument *document, const NodeId &node,
                                                const QString &prefix);

} // namespace perdura
