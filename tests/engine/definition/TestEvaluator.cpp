// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/definition/TestEvaluator.h"

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

void TestEvaluator::define(const std::string &name, const std::shared_ptr<const Json> &value)
{
    m_engine.globalObject().setProperty(
        QString::fromStdString(name),
        value ? m_engine.evaluate(u"("_s + QString::fromStdString(dumpJson(*value)) + u")"_s) : QJSValue());
}

tl::expected<Json, FailureDetails>
TestEvaluator::evaluate(const std::string &expression, const ExpressionScope &scope, const ExpressionLimits &)
{
    for (const char *name : {"input", "vars", "item", "index", "error", "instance", "now"})
        define(name, scope.value(name));
    Json nodes = Json::object();
    for (const std::string &name : scope.nodeNames())
        nodes[name]["output"] = *scope.nodeOutput(name);
    define("nodes", std::make_shared<const Json>(nodes));
    const QString source = QString::fromStdString(expression);
    const QJSValue result = m_engine.evaluate(u"JSON.stringify(("_s + source + u"))"_s);
    if (result.isError()) {
        FailureDetails failure;
        failure.errorType = "ExpressionError";
        failure.errorMessage = result.toString().toStdString();
        return tl::unexpected(failure);
    }
    return result.isUndefined() ? Json() : parseJson(result.toString().toStdString()).value_or(Json());
}

std::optional<QString> TestEvaluator::syntaxError(const std::string &expression)
{
    const QJSValue result =
        m_engine.evaluate(u"(function() { return ("_s + QString::fromStdString(expression) + u"); })"_s);
    return result.isError() ? std::optional(result.toString()) : std::nullopt;
}

} // namespace perdura::test
