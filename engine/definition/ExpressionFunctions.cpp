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
        function("addMonths", "(date, months, offset?)",
                 tr("The date so many months later, or earlier when negative, at the latest on the last day "
                    "of the month.")),
        function("addTime", "(date, duration)",
                 tr("The date so much time later, or earlier when the duration is negative.")),
        function("average", "(list, path?)",
                 tr("The average of the numbers of a list, or of one member of its items; null when there "
                    "are none.")),
        function("chunk", "(list, size)",
                 tr("The list cut into lists of that size; the last one may be shorter.")),
        function("formatDate", "(date, pattern, offset?)",
                 tr("The date as a text that follows the pattern.")),
        function("formatDuration", "(duration)",
                 tr("The duration, or number of seconds, as a text like “1 h 30 min”.")),
        function("formatNumber", "(number, decimals?)",
                 tr("The number as a text with so many decimals, a point and no grouping.")),
        function("groupBy", "(list, path)",
                 tr("An object that holds, for each value found there, the list of its items.")),
        function("jsonPath", "(value, path)", tr("The list of all that a JSON path finds in the value.")),
        function("keyBy", "(list, key)",
                 tr("An object that holds, for each key, the last item that has it.")),
        function("maxBy", "(list, key?)", tr("The item with the largest key; null when no item has one.")),
        function("merge", "(objects…)",
                 tr("An object with the members of all objects; of members with the same name, the last.")),
        function("minBy", "(list, key?)", tr("The item with the smallest key; null when no item has one.")),
        function("omit", "(object, names)", tr("A copy of the object without these members.")),
        function("parseCsv", "(text, options?)",
                 tr("The rows of a CSV text as objects named by its first line.")),
        function("parseDate", "(text, pattern, offset?)",
                 tr("The date that a text gives in the form of the pattern.")),
        function("pick", "(object, names)", tr("A copy of the object with these members only.")),
        function("range", "(count)", tr("The list of so many whole numbers, from 0.")),
        function("seconds", "(duration)", tr("The duration as a number of seconds.")),
        function(
            "slug", "(text)",
            tr("The text in small letters a to z, digits and hyphens, as for a file name or an address.")),
        function("sortBy", "(list, key?, descending?)",
                 tr("The items in the order of their keys, those without a key last.")),
        function("startOf", "(date, unit, offset?)",
                 tr("The beginning of the minute, hour, day, week, month or year of the date.")),
        function("sum", "(list, path?)",
                 tr("The sum of the numbers of a list, or of one member of its items.")),
        function("timeBetween", "(from, to)",
                 tr("The seconds from one date to another, negative when the second is the earlier.")),
        function("toCsv", "(rows, options?)", tr("A list of objects, or of lists, as a CSV text.")),
        function("truncate", "(text, length)",
                 tr("The text cut to at most so many characters, with an ellipsis where it was cut.")),
        function("unique", "(list, key?)", tr("The items without those whose key came before.")),
        function(
            "valueAt", "(value, path, otherwise?)",
            tr("What is at a path like “lines[0].price”, or the other value when something is missing.")),
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
