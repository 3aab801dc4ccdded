// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Validation.h"

#include <QStringList>

namespace perdura::drawings {

/// One activity, "file.read".
inline ActivityCatalog catalog()
{
    ActivityInfo read;
    read.name = "file.read";
    read.title = QStringLiteral("Read file");
    read.inputSchema = *parseJson(R"({"type":"object","properties":{"path":{"type":"string","title":"Path"},
        "as":{"type":"string","enum":["text","json","csv"]}},"required":["path"],"additionalProperties":false})");
    return ActivityCatalog({read});
}

/// From the members of two JSON lists. Empty when these are wrong.
inline WorkflowDefinition definitionOf(const QByteArray &nodes, const QByteArray &edges)
{
    const auto parsed = parseDefinition(
        R"({"format":1,"name":"x","nodes":[)" + nodes + R"(],"edges":[)" + edges + "]}", QStringLiteral("x"));
    return parsed ? *parsed : WorkflowDefinition();
}

/// The same for an entity.
inline WorkflowDefinition entityOf(const QByteArray &nodes, const QByteArray &edges)
{
    WorkflowDefinition definition = definitionOf(nodes, edges);
    definition.kind = DefinitionKind::Entity;
    return definition;
}

/// "code node/field: message"; warnings begin with "?", hints with "i".
inline QString lineOf(const Problem &problem)
{
    QString line = problem.severity == Problem::Severity::Warning ? QStringLiteral("?")
                   : problem.severity == Problem::Severity::Hint  ? QStringLiteral("i ")
                                                                  : QString();
    line += QString::fromStdString(problem.code) + u' ';
    if (problem.node)
        line += problem.node->toQString() + QString::fromStdString(problem.field);
    return line + QStringLiteral(": ") + problem.message;
}

inline QStringList problemsOf(const WorkflowDefinition &definition,
                              ExpressionEvaluator *expressions = nullptr)
{
    QStringList lines;
    for (const Problem &problem : validate(definition, catalog(), expressions))
        lines.append(lineOf(problem));
    return lines;
}

inline const QByteArray start = R"({"id":"s","kind":"start","name":"Start"})";
inline const QByteArray end = R"({"id":"e","kind":"end","name":"End"})";
inline const QByteArray straight = R"({"from":"s","to":"e"})";

/// The node "n", called “Node”.
inline QByteArray node(const char *kind, const char *fields)
{
    return QByteArray(R"({"id":"n","kind":")") + kind + R"(","name":"Node","fields":)" + fields + "}";
}

} // namespace perdura::drawings
