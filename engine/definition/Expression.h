// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/core/Time.h"
#include "engine/orchestration/FailureDetails.h"

#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace perdura {

/// The values that an expression sees. Looked up lazily: only what the expression names is converted.
class ExpressionScope
{
public:
    virtual ~ExpressionScope() = default;
    /// `input`, `vars`, `item`, `index`, `error`, `instance`, `now`; null pointer: not defined here.
    [[nodiscard]] virtual std::shared_ptr<const Json> value(const std::string &name) const = 0;
    /// Output of the node of that name; null pointer: it has not run in this flow.
    [[nodiscard]] virtual std::shared_ptr<const Json> nodeOutput(const std::string &node) const = 0;
    [[nodiscard]] virtual std::vector<std::string> nodeNames() const = 0;
};

struct ExpressionLimits
{
    Duration time{std::chrono::milliseconds(250)};
    std::size_t maxResultBytes = 4u * 1024 * 1024;
};

/// Evaluates the JavaScript after the '='. The same text and scope give the same value on every machine: no
/// clock, randomness, I/O, nor state between calls. Implemented on QJSEngine in engine/script.
class ExpressionEvaluator
{
public:
    virtual ~ExpressionEvaluator() = default;
    /// Failures have errorType "ExpressionError"; the message says what is wrong and where in the text.
    [[nodiscard]] virtual tl::expected<Json, FailureDetails>
    evaluate(const std::string &expression, const ExpressionScope &scope, const ExpressionLimits &limits) = 0;
    /// Syntax only; the message when it is wrong.
    [[nodiscard]] virtual std::optional<QString> syntaxError(const std::string &expression) = 0;
};

/// True for text that starts with '='.
[[nodiscard]] bool isExpression(const Json &value);

} // namespace perdura
