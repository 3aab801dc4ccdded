// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Time.h"
#include "engine/definition/Expression.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/orchestration/HistoryEvent.h"

#include <optional>
#include <string>
#include <vector>

namespace perdura {

/// The fields of one node with their expressions evaluated. Every call evaluates anew. What does not
/// evaluate, or to something of the wrong kind, throws TaskFailedException (ExpressionError or
/// InvalidFieldValue) that names the field.
///
/// The messages are not translated: they go into the history and into what expressions see as `error`, and
/// must be the same whatever language the window has on a replay.
class FieldValues
{
public:
    /// All must outlive the object.
    FieldValues(const Node &node, const ExpressionScope &scope, ExpressionEvaluator &evaluator,
                ExpressionLimits limits);

    /// The field as written; null when it is not set.
    [[nodiscard]] const Json &literal(const char *field) const;
    /// Objects and lists are evaluated at every depth. Null when the field is not set.
    [[nodiscard]] Json value(const char *field) const;
    /// The same for any value that stands in the node's fields; `place` is for the messages.
    [[nodiscard]] Json evaluate(const Json &value, const std::string &place) const;
    /// The same for a field that may name secrets: placeholders stand for them, and `secrets` gets each with
    /// the place of the expression that names it, beginning with `pointer`. Refuses (InvalidFieldValue) what
    /// comes from data and looks like the placeholder of a secret that the same expression names.
    [[nodiscard]] Json valueWithSecrets(const char *field, const std::string &pointer,
                                        std::vector<SecretReference> &secrets) const;
    /// Empty when it is not set or null; numbers and the like are written as JSON.
    [[nodiscard]] std::string text(const char *field) const;
    [[nodiscard]] bool boolean(const char *field) const;
    /// Nothing when it is not set, null or "".
    [[nodiscard]] std::optional<Duration> duration(const char *field) const;

    /// Reads a duration from a text ("72 h") or from a number of seconds.
    [[nodiscard]] static Duration toDuration(const Json &value, const std::string &place);
    /// Throws the failure "In “place”: message".
    [[noreturn]] static void refuse(const std::string &place, const std::string &message);

private:
    [[nodiscard]] Json evaluateText(const std::string &expression, const std::string &place,
                                    const ExpressionScope &scope) const;
    [[nodiscard]] Json evaluateWithSecrets(const std::string &expression, const std::string &place,
                                           const std::vector<std::string> &names) const;

    const Node &m_node;
    const ExpressionScope &m_scope;
    ExpressionEvaluator &m_evaluator;
    ExpressionLimits m_limits;
};

/// A value as one word for a message: texts in quotation marks, long values cut.
[[nodiscard]] std::string shortText(const Json &value);

} // namespace perdura
