// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptNames.h"

#include "engine/definition/ExpressionFunctions.h"

#include <algorithm>
#include <array>
#include <string_view>
#include <vector>

namespace perdura {

namespace {

using std::string_view_literals::operator""sv;

constexpr std::array reserved{
    "abstract"sv,
    "arguments"sv,
    "async"sv,
    "await"sv,
    "boolean"sv,
    "break"sv,
    "byte"sv,
    "case"sv,
    "catch"sv,
    "char"sv,
    "class"sv,
    "const"sv,
    "continue"sv,
    "debugger"sv,
    "default"sv,
    "delete"sv,
    "do"sv,
    "double"sv,
    "else"sv,
    "enum"sv,
    "eval"sv,
    "export"sv,
    "extends"sv,
    "false"sv,
    "final"sv,
    "finally"sv,
    "float"sv,
    "for"sv,
    "function"sv,
    "goto"sv,
    "if"sv,
    "implements"sv,
    "import"sv,
    "in"sv,
    "instanceof"sv,
    "int"sv,
    "interface"sv,
    "let"sv,
    "long"sv,
    "native"sv,
    "new"sv,
    "null"sv,
    "of"sv,
    "package"sv,
    "private"sv,
    "protected"sv,
    "public"sv,
    "return"sv,
    "short"sv,
    "static"sv,
    "super"sv,
    "switch"sv,
    "synchronized"sv,
    "this"sv,
    "throw"sv,
    "transient"sv,
    "true"sv,
    "try"sv,
    "typeof"sv,
    "undefined"sv,
    "var"sv,
    "void"sv,
    "volatile"sv,
    "while"sv,
    "with"sv,
    "yield"sv,
    "Infinity"sv,
    "NaN"sv,
    // What expressions see, and what generated code declares.
    "input"sv,
    "vars"sv,
    "nodes"sv,
    "item"sv,
    "index"sv,
    "error"sv,
    "instance"sv,
    "now"sv,
    "secrets"sv,
    "state"sv,
    "entity"sv,
    "context"sv,
    "flow"sv,
    "last"sv,
    "exception"sv,
    "step"sv,
    "at"sv,
    "df"sv,
    "app"sv,
    "require"sv,
    "module"sv,
    "exports"sv,
    "process"sv,
    "request"sv,
    "client"sv,
};

// In the order in which they are listed in an import.
constexpr std::array runtimeNames{
    "orchestrator"sv,
    "entityFunction"sv,
    "forEach"sv,
    "parallel"sv,
    "race"sv,
    "scope"sv,
    "criticalSection"sv,
    "within"sv,
    "retried"sv,
    "waitForEvent"sv,
    "approval"sv,
    "httpCall"sv,
    "startInstance"sv,
    "signalInstance"sv,
    "terminateInstance"sv,
    "signalLater"sv,
    "retry"sv,
    "entityId"sv,
    "functionName"sv,
    "truth"sv,
    "caseOf"sv,
    "keep"sv,
    "text"sv,
    "failure"sv,
    "secrets"sv,
    "requestInput"sv,
    "startNew"sv,
};

CodeLines importOf(const std::vector<std::string_view> &names, std::string_view module)
{
    if (names.empty())
        return {};
    std::string line = "const { ";
    for (const std::string_view name : names)
        line += std::string(name) + (name == names.back() ? "" : ", ");
    return {line + " } = require('" + std::string(module) + "');"};
}

/// As in `texts.map(parseDate)`.
bool isHandedOver(const CodeLines &code, std::string_view function)
{
    const std::string argument = "(" + std::string(function) + ")";
    return std::ranges::any_of(
        code, [&argument](const std::string &line) { return line.find(argument) != std::string::npos; });
}

} // namespace

bool isTakenInJavaScript(std::string_view name)
{
    return std::ranges::find(reserved, name) != reserved.end() ||
           std::ranges::find(runtimeNames, name) != runtimeNames.end() || findExpressionFunction(name);
}

CodeLines javaScriptImports(const CodeLines &code)
{
    std::vector<std::string_view> runtime;
    std::ranges::copy_if(runtimeNames, std::back_inserter(runtime), [&code](std::string_view name) {
        return name == "secrets" ? mentions(code, name) : calls(code, name);
    });
    std::vector<std::string_view> helpers;
    for (const ExpressionFunction &function : expressionFunctions()) {
        if (calls(code, function.name) || isHandedOver(code, function.name))
            helpers.push_back(function.name);
    }
    CodeLines lines = importOf(runtime, "../perdura");
    append(lines, importOf(helpers, "../perdura/helpers"));
    return lines;
}

} // namespace perdura
