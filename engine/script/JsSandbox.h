// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/script/Watchdog.h"

#include <memory>
#include <optional>
#include <string>

namespace perdura {

/// One JavaScript engine without clock, randomness, I/O or memory: everything that code could change between
/// two calls is frozen (resources/script/sandbox.js), and resources/script/helpers are there to be called.
/// Used on the thread that made it. Failures have errorType "ExpressionError" and say the line when the text
/// has several.
class JsSandbox
{
public:
    explicit JsSandbox(std::shared_ptr<Watchdog> watchdog);
    JsSandbox(const JsSandbox &) = delete;
    JsSandbox &operator=(const JsSandbox &) = delete;
    ~JsSandbox();

    /// The value of one expression. Names of the scope are converted only if the text has them, nodes when
    /// asked for.
    [[nodiscard]] tl::expected<Json, FailureDetails>
    evaluate(const std::string &expression, const ExpressionScope &scope, const ExpressionLimits &limits);
    /// What the body of a function returns that has `input` as its parameter.
    [[nodiscard]] tl::expected<Json, FailureDetails> runFunction(const std::string &body, const Json &input,
                                                                 const ExpressionLimits &limits);
    /// Why the text is not one expression; nothing when it is.
    [[nodiscard]] std::optional<QString> syntaxError(const std::string &expression);

private:
    class Impl;
    std::unique_ptr<Impl> m_impl;
};

} // namespace perdura
