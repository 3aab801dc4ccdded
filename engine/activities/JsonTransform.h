// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/FailureDetails.h"

#include <QStringList>

namespace perdura {

/// Takes a value through a list of steps, each an object whose "op" is one of
///
///     pick    fields: [name…]                      only these members, of an object or of each in a list
///     omit    fields: [name…]                      all members but these
///     rename  fields: {old: new…}                  members under other names, in their places
///     filter  field?, is?, value?                  the items of which it is true; see below
///     sort    by?, descending?                     stable; null, false, true, numbers, texts, others
///     group   by                                   [{key, items}…], in the order of their first items
///     map     field | fields: {name: field…}       the value of a field, or a new object of several
///     flatten                                      the items of the lists in a list
///     unique  by?                                  the first of those that are equal
///     limit   count, skip?                         so many items, after the first few
///     sum     field?                               a number; null counts nothing
///     count                                        of the items of a list, or the members of an object
///
/// A field is the name of a member, or a JSON pointer ("/address/city") when it begins with a slash; left
/// out, it is the item itself. What is missing counts as null. "is" is one of equal (when left out),
/// notEqual, less, lessOrEqual, greater, greaterOrEqual, contains, startsWith, present, absent; the orderings
/// hold only between values of one kind, texts are ordered by their characters' codes.
///
/// Failures: "InvalidInput" for a step that is not as above, "TransformError" for a value that a step cannot
/// take; both tell the number of the step, the latter the number of the item. Pure; any thread.
[[nodiscard]] tl::expected<Json, FailureDetails> transformJson(Json value, const Json &steps);

/// The names of the operations, in the order above.
[[nodiscard]] QStringList transformOperations();

} // namespace perdura
