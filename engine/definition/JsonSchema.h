// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>

#include <string>
#include <vector>

namespace perdura {

// The subset of JSON Schema that Perdura speaks, for node fields, activity inputs, human task forms and
// workflow inputs: type (one or a list), title, description, default, enum, const, minimum, maximum,
// exclusiveMinimum, minLength, maxLength, minItems, maxItems, items, properties, required,
// additionalProperties (a boolean or a schema) and format. Formats "duration", "identifier", "date-time",
// "date", "email" and "uri" are checked; the others ("expression", "multiline", "code", "path", "url", …)
// only steer the form. Unknown keywords are ignored. Perdura's own keyword "x-literal": true marks a field in
// which a text with a leading '=' is not an expression but wrong; "x-expressions": true of the items of such
// a list says that their own fields may hold expressions all the same; "x-properties" describes members as
// "properties" does, but of a value that forms show as a whole, for it has further ones.

/// One place where a value does not fit its schema.
struct SchemaViolation
{
    std::string path; ///< JSON pointer into the value ("/lines/3/amount"); empty: the value as a whole
    QString message;  ///< one sentence with the remedy; names the place only when asked to
    bool operator==(const SchemaViolation &) const = default;
};

struct SchemaOptions
{
    /// Texts that start with '=' fit everywhere (but for "x-literal"): what they give is known only in a run.
    bool acceptExpressions = false;
    /// The sentences call each field by its title ("“Path” is missing; …") instead of "This", for lists in
    /// which they stand alone.
    bool nameFields = false;
};

/// Every violation, in the order of the value's members; empty when the value fits. A null schema takes
/// anything. Pure; any thread.
[[nodiscard]] std::vector<SchemaViolation> schemaViolations(const Json &value, const Json &schema,
                                                            const SchemaOptions &options = {});

/// The value with the missing members that have a "default" filled in, at every depth. A null value of an
/// object schema counts as an empty object.
[[nodiscard]] Json applyDefaults(Json value, const Json &schema);

/// "/a~1b" for the member "a/b": one step of a JSON pointer, with its slash.
[[nodiscard]] std::string jsonPointerStep(const std::string &member);

} // namespace perdura
