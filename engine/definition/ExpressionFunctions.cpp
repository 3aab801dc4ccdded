// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/ExpressionFunctions.h"

#include <QCoreApplication>

#include <algorithm>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::ExpressionFunctions", text);
}

ExpressionFunction function(std::string_view name, const char *parameters, QString documentation)
{
    const QString signature =
        QString::fromUtf8(name.data(), qsizetype(name.size())) + QString::fromUtf8(parameters);
    return {name, signature, std::move(documentation)};
}

std::vector<ExpressionFunction> all()
{
    return {
        function("formatNumber", "(number, decimals?)",
                 tr("The number as a text with so many decimals, a point and no grouping.")),
        function("groupBy", "(list, path)",
                 tr("An object that holds, for each value found there, the list of its items.")),
        function("parseCsv", "(text, options?)",
                 tr("The rows of a CSV text as objects named by its first line.")),
        function("sum", "(list, path?)",
                 tr("The sum of the numbers of a list, or of one member of its items.")),
        function("toCsv", "(rows, options?)", tr("A list of objects, or of lists, as a CSV text.")),
    };
}

} // namespace

const std::vector<ExpressionFunction> &expressionFunctions()
{
    static const std::vector<ExpressionFunction> functions = all();
    return functions;
}

const ExpressionFunction *findExpressionFunction(std::string_view name)
{
    const auto &functions = expressionFunctions();
    const auto found = std::ranges::find(functions, name, &ExpressionFunction::name);
    return found == functions.end() ? nullptr : &*found;
}

} // namespace perdura
