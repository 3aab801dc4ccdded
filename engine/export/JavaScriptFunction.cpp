// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/definition/Expression.h"
#include "engine/export/FunctionName.h"
#include "engine/export/JavaScriptExport.h"
#include "engine/export/JavaScriptFlow.h"
#include "engine/export/JavaScriptNames.h"
#include "engine/export/JavaScriptTriggers.h"

#include <QCoreApplication>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::JavaScriptExport", text);
}

/// A value of the file as it is: texts in it are no expressions.
CodeLines literal(const Json &value)
{
    if (value.is_string())
        return {javaScriptText(value.get_ref<const std::string &>())};
    if (value.is_object()) {
        std::vector<JavaScriptMember> members;
        for (const auto &[name, member] : value.items())
            members.push_back({name, literal(member)});
        return javaScriptObject(members);
    }
    if (value.is_array() && hasExpressions(value)) {
        CodeLines lines{"["};
        for (const Json &item : value)
            append(lines, indented(around({}, literal(item), ",")));
        lines.emplace_back("]");
        return lines;
    }
    return javaScriptValue(value);
}

CodeLines drawingFacts(const WorkflowDefinition &definition)
{
    std::vector<JavaScriptMember> members{{"name", {javaScriptText(definition.name)}}};
    if (!definition.inputSchema.is_null())
        members.push_back({"inputSchema", literal(definition.inputSchema)});
    return javaScriptObject(members);
}

CodeLines registration(const char *what, const WorkflowDefinition &definition, const char *wrapper)
{
    CodeLines lines = around("df.app." + std::string(what) + "(" +
                                 javaScriptText(functionName(definition.name)) + ", " + wrapper + "(",
                             drawingFacts(definition), ", ");
    return lines;
}

void joinLast(CodeLines &lines, const CodeLines &more, const char *end)
{
    lines.back() += more.front();
    lines.insert(lines.end(), more.begin() + 1, more.end());
    lines.back() += end;
}

CodeLines entityCode(const JavaScriptDrawing &drawing)
{
    CodeLines lines = registration("entity", drawing.definition(), "entityFunction");
    lines.back() += "{";
    for (const Node *node : drawing.index().flow(nullptr)) {
        if (node->kind == NodeKind::Operation) {
            append(lines, indented(around(javaScriptKey(node->name) + ": ",
                                          flowFunction(drawing, *node, FlowPlace::Operation), ",")));
        }
    }
    lines.emplace_back("}));");
    return lines;
}

} // namespace

Result<QByteArray> javaScriptFunction(const WorkflowDefinition &definition)
{
    const JavaScriptDrawing drawing(definition);
    CodeLines code;
    if (drawing.isEntity()) {
        code = entityCode(drawing);
    } else {
        const Node *first = drawing.index().entry(nullptr);
        if (!first)
            return fail(ErrorCode::InvalidDefinition,
                        tr("“%1” has no Start, or several; it needs exactly one to be exported.")
                            .arg(QString::fromStdString(definition.name)));
        code = registration("orchestration", definition, "orchestrator");
        joinLast(code, flowFunction(drawing, *first, FlowPlace::Outermost), "));");
        append(code, triggerCode(definition, *first));
    }
    CodeLines file{"'use strict';", "const df = require('durable-functions');"};
    if (mentions(code, "app"))
        file.emplace_back("const { app } = require('@azure/functions');");
    append(file, javaScriptImports(code));
    file.emplace_back();
    append(file, code);
    QByteArray text;
    for (const std::string &line : file)
        text += QByteArray::fromStdString(line) + '\n';
    return text;
}

} // namespace perdura
