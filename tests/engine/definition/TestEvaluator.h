// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"

#include <QJSEngine>

namespace perdura::test {

/// Just enough of an evaluator to test those who use one: plain JavaScript on one engine, without its guards.
class TestEvaluator final : public ExpressionEvaluator
{
public:
    tl::expected<Json, FailureDetails> evaluate(const std::string &expression, const ExpressionScope &scope,
                                                const ExpressionLimits &limits) override;
    std::optional<QString> syntaxError(const std::string &expression) override;

private:
    void define(const std::string &name, const std::shared_ptr<const Json> &value);

    QJSEngine m_engine;
};

} // namespace perdura::test
