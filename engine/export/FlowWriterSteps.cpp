// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/NodeCatalog.h"
#include "engine/export/FlowWriter.h"

namespace perdura {

namespace {

/// Prefix for a variable that is declared here, or was before.
std::string assigned(const std::string &variable, bool isHoisted)
{
    return (isHoisted ? "" : "const ") + variable + " = ";
}

/// A Fail speaks for itself; what has neither an expression nor anything to wait for cannot fail.
bool canFail(const Node &node)
{
    switch (node.kind) {
    case NodeKind::Start:
    case NodeKind::Operation:
    case NodeKind::Fail:
        return false;
    case NodeKind::End:
    case NodeKind::SetVariables:
    case NodeKind::SetStatus:
    case NodeKind::SetState:
    case NodeKind::ContinueAsNew:
        return hasExpressions(node.fields);
    default:
        return true;
    }
}

} // namespace

/// Failures tell the step, and each step has its own time.
CodeLines FlowWriter::headCode(const Node &node)
{
    CodeLines lines;
    if (canFail(node))
        lines.push_back("flow.step = " + javaScriptText(node.name) + ";");
    if (mentionsInExpressions(node.fields, "now"))
        lines.emplace_back("now = flow.now;");
    return lines;
}

/// What the node does, and what becomes of its output.
CodeLines FlowWriter::work(const Node &node, bool isHoisted) const
{
    CodeLines lines = headCode(node);
    const StepCode step =
        isContainerKind(node.kind) ? containerCode(m_drawing, node) : stepCode(m_drawing, node);
    if (isContainerKind(node.kind) && usesLast(node))
        lines.emplace_back("flow.last = last;");
    append(lines, step.before);
    if (node.kind == NodeKind::If && isHoisted)
        append(lines, around(m_drawing.variable(node) + " = truth(",
                             javaScriptValue(node.fields["condition"]), ");"));
    if (node.kind == NodeKind::Switch) {
        append(lines, around(assigned(m_drawing.variable(node), isHoisted) + "caseOf(",
                             javaScriptValue(node.fields.value("value", Json())), ");"));
    }
    append(lines, stored(node, step, isHoisted));
    append(lines, undoCode(node));
    return lines;
}

CodeLines FlowWriter::stored(const Node &node, const StepCode &step, bool isHoisted) const
{
    const std::string place = javaScriptMember("nodes", node.name);
    if (step.value.empty())
        return isKept(node) ? CodeLines{place + " = { output: last };"} : CodeLines();
    const bool isLast = needsAfter(node);
    CodeLines lines;
    CodeLines value = guardedCode(node, step.value);
    std::string output = place + ".output";
    if (step.hasPort) {
        const std::string &variable = m_drawing.variable(node);
        append(lines, around(assigned(variable, isHoisted), value, ";"));
        output = variable + ".output";
        if (isKept(node))
            lines.push_back(place + " = { output: " + output + " };");
    } else if (isKept(node)) {
        append(lines, around(place + " = { output: ", value, " };"));
    } else if (isLast) {
        const bool isEnd = isReturned(node, waysOf(node, isHoisted));
        return around(isEnd ? "return " : "last = ", value, ";");
    } else if (!step.isPlain) {
        append(lines, around({}, value, ";"));
    }
    if (isLast)
        lines.push_back("last = " + output + ";");
    return lines;
}

/// The flow ends with the output of the node, which nobody else needs.
bool FlowWriter::isReturned(const Node &node, const std::vector<Way> &ways) const
{
    return ways.size() == 1 && !ways.front().target && m_place != FlowPlace::Undo && !isKept(node) &&
           !handsOn(node) && !stepCode(m_drawing, node).hasPort && !target(node, "error");
}

/// How a scope around undoes what the node has done.
CodeLines FlowWriter::undoCode(const Node &node) const
{
    const Node *first = target(node, "undo");
    if (!first || m_place == FlowPlace::Operation)
        return {};
    CodeLines lines = around("flow.undo(" + javaScriptMember("nodes", node.name) + ".output, ",
                             flowFunction(m_drawing, *first, FlowPlace::Undo), ");");
    return lines;
}

/// The ways that lead on from the node; the last one is taken when no other is.
std::vector<FlowWriter::Way> FlowWriter::waysOf(const Node &node, bool isHoisted) const
{
    const std::string &variable = m_drawing.variable(node);
    if (node.kind == NodeKind::If) {
        std::string condition = variable;
        if (!isHoisted) {
            const CodeLines code =
                around("truth(", javaScriptValue(node.fields.value("condition", Json())), ")");
            condition.clear();
            for (const std::string &line : code)
                condition += (condition.empty() ? "" : "\n") + line;
        }
        return {{condition, target(node, "true")}, {{}, target(node, "false")}};
    }
    std::vector<Way> ways;
    const bool hasPorts = node.kind == NodeKind::Switch || node.kind == NodeKind::Approval ||
                          (node.kind == NodeKind::WaitForEvent && stepCode(m_drawing, node).hasPort);
    if (!hasPorts)
        return {{{}, target(node, "next")}};
    for (const PortInfo &port : outputPorts(node)) {
        if (port.id == "error" || port.id == "undo")
            continue;
        const std::string subject = node.kind == NodeKind::Switch ? variable : variable + ".port";
        ways.push_back({subject + " === " + javaScriptText(port.id), target(node, port.id.c_str())});
    }
    while (ways.size() > 1 && ways[ways.size() - 2].target == ways.back().target)
        ways.pop_back();
    ways.back().condition.clear();
    return ways;
}

CodeLines flowFunction(const JavaScriptDrawing &drawing, const Node &first, FlowPlace place)
{
    FlowWriter writer(drawing, first, place);
    CodeLines body = writer.write();
    if (!body.empty() && body.back() == "return;")
        body.pop_back();
    std::vector<std::string_view> names;
    switch (place) {
    case FlowPlace::Outermost:
        names = {"context", "input", "instance", "vars", "nodes"};
        break;
    case FlowPlace::Operation:
        names = {"input", "entity", "vars", "nodes"};
        break;
    case FlowPlace::Iteration:
        names = {"item", "index", "vars", "nodes"};
        break;
    case FlowPlace::Lane:
    case FlowPlace::Inner:
        names = {"vars", "nodes"};
        break;
    case FlowPlace::Undo:
        break;
    }
    std::erase_if(names, [&body](std::string_view name) { return !mentions(body, name); });
    CodeLines head;
    if (!names.empty()) {
        std::string line = "const { ";
        for (const std::string_view name : names)
            line += std::string(name) + (name == names.back() ? "" : ", ");
        head.push_back(line + " } = flow;");
    }
    if (place == FlowPlace::Operation && mentions(body, "state"))
        head.emplace_back(mentions(body, "flow.setState") ? "let state = flow.state;"
                                                          : "const { state } = flow;");
    if (writer.hasLast())
        head.emplace_back(writer.usesLast() ? "let last = flow.last;" : "let last;");
    if (mentions(body, "error"))
        head.emplace_back("let error = flow.error;");
    if (mentions(body, "now"))
        head.emplace_back("let now;");
    CodeLines lines{place == FlowPlace::Operation ? "function (flow) {" : "function* (flow) {"};
    append(lines, indented(head));
    append(lines, indented(body));
    lines.emplace_back("}");
    return lines;
}

} // namespace perdura
