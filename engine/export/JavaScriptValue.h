// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <string>
#include <string_view>
#include <vector>

namespace perdura {

/// Lines of code, indented among themselves. A line may hold line feeds of a text, which stay as they are.
using CodeLines = std::vector<std::string>;

/// In single quotation marks.
[[nodiscard]] std::string javaScriptText(std::string_view text);
/// `nodes.Look`, `nodes['Look again']`
[[nodiscard]] std::string javaScriptMember(std::string_view object, std::string_view name);

/// The name of a member in an object: `Look`, `'Look again'`
[[nodiscard]] std::string javaScriptKey(std::string_view name);

/// The code of a field: what begins with '=' stands in it as it is, everything else as a literal. Long lists
/// and objects take several lines.
[[nodiscard]] CodeLines javaScriptValue(const Json &value);
/// An object with these members, in that order.
struct JavaScriptMember
{
    std::string name;
    CodeLines value;
};
[[nodiscard]] CodeLines javaScriptObject(const std::vector<JavaScriptMember> &members);

/// Whether the value has expressions at any depth.
[[nodiscard]] bool hasExpressions(const Json &value);

/// prefix + value + suffix, on as many lines as the value has.
[[nodiscard]] CodeLines around(std::string_view prefix, CodeLines value, std::string_view suffix);
[[nodiscard]] CodeLines indented(const CodeLines &lines);
void append(CodeLines &lines, const CodeLines &more);

/// Whether the code has the word, not as the name of a member.
[[nodiscard]] bool mentions(const CodeLines &lines, std::string_view word);
/// Whether it calls the function.
[[nodiscard]] bool calls(const CodeLines &lines, std::string_view function);

} // namespace perdura
