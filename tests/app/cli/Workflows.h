// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QByteArray>
#include <QByteArrayList>
#include <QDir>
#include <QFile>
#include <QString>

namespace perdura::workflows {

// Small workflows as files, each with one point.

/// A flow of one step between start and end; `output` is the End's.
inline QByteArray oneStep(const char *name, const char *kind, const QByteArray &fields,
                          const QByteArrayList &ports, const char *output)
{
    QByteArray edges = R"({"from": "start", "to": "step"})";
    for (const QByteArray &port : ports)
        edges += R"(, {"from": "step", "port": ")" + port + R"(", "to": "end"})";
    return QByteArray(R"({"format": 1, "name": ")") + name + R"(", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "step", "kind": ")" +
           kind + R"(", "name": "Step", "fields": )" + fields + R"(},
        {"id": "end", "kind": "end", "name": "End", "fields": {"output": )" +
           output + R"(}}],
        "edges": [)" +
           edges + "]}";
}

/// Gives its input back, with a greeting.
inline QByteArray echo()
{
    return oneStep("Echo", "set-variables", R"({"variables": {"said": "=input"}})", {"next"},
                   R"x("=({greeting: 'Grüße', said: vars.said})")x");
}

inline QByteArray approval()
{
    return oneStep("Ask", "approval",
                   R"({"title": "May we?", "assignee": "Ada", "outcomes": ["Yes", "No"], "timeout": "30 d"})",
                   {"Yes", "No", "timeout"}, R"("=nodes['Step'].output")");
}

inline QByteArray event()
{
    return oneStep("Mail", "wait-for-event", R"({"event": "Paid", "timeout": "30 d"})", {"next", "timeout"},
                   R"("=nodes['Step'].output")");
}

inline QByteArray timer(const char *duration)
{
    return oneStep("Later", "timer", QByteArray(R"({"duration": ")") + duration + R"("})", {"next"},
                   R"("done")");
}

/// Is at its end at once, while a lane that lost and may go on still has an activity under way.
inline QByteArray lostLane()
{
    return R"({"format": 1, "name": "Race", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "race", "kind": "race", "name": "First", "fields": {"others": "keep"}},
        {"id": "slow", "kind": "activity", "name": "Sleep", "parent": "race",
         "fields": {"activity": "delay", "input": {"duration": "1 h"}}},
        {"id": "soon", "kind": "set-variables", "name": "Soon", "parent": "race", "fields": {"variables": {"a": 1}}},
        {"id": "end", "kind": "end", "name": "End"}],
        "edges": [{"from": "start", "to": "race"}, {"from": "race", "to": "end"}]})";
}

/// Goes round so often, with a wait in each round.
inline QByteArray rounds(int count)
{
    return R"({"format": 1, "name": "Rounds", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "nap", "kind": "timer", "name": "Nap", "fields": {"duration": "0 s"}},
        {"id": "count", "kind": "set-variables", "name": "Count",
         "fields": {"variables": {"n": "=(vars.n ?? 0) + 1"}}},
        {"id": "more", "kind": "if", "name": "More", "fields": {"condition": "=vars.n < )" +
           QByteArray::number(count) + R"("}},
        {"id": "end", "kind": "end", "name": "End", "fields": {"output": "=vars.n"}}],
        "edges": [{"from": "start", "to": "nap"}, {"from": "nap", "to": "count"}, {"from": "count", "to": "more"},
                  {"from": "more", "port": "true", "to": "nap"}, {"from": "more", "port": "false", "to": "end"}]})";
}

inline QByteArray failing()
{
    return R"({"format": 1, "name": "Bad luck", "nodes": [
        {"id": "start", "kind": "start", "name": "Start"},
        {"id": "fail", "kind": "fail", "name": "Give up", "fields": {"message": "No luck today.", "errorType": "BadLuck"}}],
        "edges": [{"from": "start", "to": "fail"}]})";
}

/// Writes a workflow into a folder; its full path.
inline QString write(const QString &folder, const QString &fileName, const QByteArray &text)
{
    QFile file(QDir(folder).filePath(fileName));
    return file.open(QFile::WriteOnly) && file.write(text) == text.size() ? file.fileName() : QString();
}

} // namespace perdura::workflows
