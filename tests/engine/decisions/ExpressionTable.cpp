// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/engine/decisions/ExpressionTable.h"

#include "engine/script/JsExpressionEvaluator.h"
#include "tests/engine/decisions/DecisionCases.h"

namespace perdura::test {

using namespace Qt::Literals::StringLiterals;

namespace {

class TableScope final : public ExpressionScope
{
public:
    std::shared_ptr<const Json> value(const std::string &name) const override
    {
        if (name == "now")
            return std::make_shared<const Json>("2026-11-22T12:00:00.123456Z");
        return name == "input" ? m_input : nullptr;
    }
    std::shared_ptr<const Json> nodeOutput(const std::string &) const override { return nullptr; }
    std::vector<std::string> nodeNames() const override { return {}; }

private:
    std::shared_ptr<const Json> m_input = std::make_shared<const Json>(
        parseJson(R"({"number":0.1,"large":1e21,"small":5e-324,"whole":9007199254740993,"minus":-0.0,
            "text":"İıIiß ΑΣ Ǆǆ ﬀ","b":1,"a":2,"10":3,"9":4,"names":["Zoë","ähnlich","Äpfel","zebra","Ça","ıI","İ"]})")
            .value());
};

} // namespace

QByteArray expressionTable()
{
    const auto evaluator = makeExpressionEvaluator();
    const TableScope scope;
    QByteArray table;
    for (const QByteArray &line :
         sourceFile(u"tests/data/decisions/expressions.txt"_s).trimmed().split('\n')) {
        const QByteArray expression = line.split('\t').first();
        const auto value = evaluator->evaluate(expression.toStdString(), scope, {});
        table += expression + '\t' +
                 QByteArray::fromStdString(value ? dumpJson(*value) : '!' + value.error().errorMessage) +
                 '\n';
    }
    return table;
}

} // namespace perdura::test
