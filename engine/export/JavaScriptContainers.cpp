// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/JavaScriptFlow.h"
#include "engine/export/JavaScriptSteps.h"

namespace perdura {

namespace {

CodeLines optionsOf(const Node &node, std::initializer_list<const char *> fields)
{
    std::vector<JavaScriptMember> members{{"name", {javaScriptText(node.name)}}};
    for (const char *field : fields) {
        if (isSet(node, field))
            members.push_back({field, javaScriptValue(node.fields[field])});
    }
    return javaScriptObject(members);
}

CodeLines missingSteps()
{
    return {"function* () {",
            "    throw failure('InvalidFieldValue', 'In “steps”: there must be exactly one node inside that "
            "no edge "
            "leads to.');",
            "}"};
}

CodeLines callWithFlow(const JavaScriptDrawing &drawing, const Node &node, const char *what,
                       std::initializer_list<const char *> fields, FlowPlace place)
{
    CodeLines lines = around(std::string("yield* ") + what + "(flow, ", optionsOf(node, fields), ", ");
    const Node *first = drawing.index().entry(&node);
    const CodeLines inner = first ? flowFunction(drawing, *first, place) : missingSteps();
    lines.back() += inner.front();
    lines.insert(lines.end(), inner.begin() + 1, inner.end());
    lines.back() += ")";
    return lines;
}

CodeLines callWithLanes(const JavaScriptDrawing &drawing, const Node &node, const char *what,
                        std::initializer_list<const char *> fields)
{
    CodeLines lines = around(std::string("yield* ") + what + "(flow, ", optionsOf(node, fields), ", {");
    for (const Node *first : drawing.index().entries(&node)) {
        append(lines, indented(around(javaScriptKey(first->name) + ": ",
                                      flowFunction(drawing, *first, FlowPlace::Lane), ",")));
    }
    lines.emplace_back("})");
    return lines;
}

} // namespace

StepCode containerCode(const JavaScriptDrawing &drawing, const Node &node)
{
    switch (node.kind) {
    case NodeKind::ForEach:
        return {{},
                callWithFlow(drawing, node, "forEach", {"items", "parallelism", "onFailure", "tolerate"},
                             FlowPlace::Iteration)};
    case NodeKind::Parallel:
        return {{}, callWithLanes(drawing, node, "parallel", {"waitFor", "onFailure"})};
    case NodeKind::Race:
        return {{}, callWithLanes(drawing, node, "race", {"others"})};
    case NodeKind::Scope:
        return {{}, callWithFlow(drawing, node, "scope", {"timeout"}, FlowPlace::Inner)};
    case NodeKind::CriticalSection:
        return {{}, callWithFlow(drawing, node, "criticalSection", {"entities"}, FlowPlace::Inner)};
    default:
        Q_UNREACHABLE();
    }
}

} // namespace perdura
