// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/exchange/ExportWork.h"
#include "engine/definition/DefinitionFile.h"

#include <QDir>
#include <QDirIterator>
#include <QFile>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

/// Start, the steps, End, in a row. A step is its kind and its fields.
inline QByteArray drawing(const QByteArray &name, const QList<std::pair<QByteArray, QByteArray>> &steps = {})
{
    QByteArray nodes = R"({"id":"start","kind":"start","name":"Start"})";
    QByteArray edges;
    QByteArray last = "start";
    for (const auto &[kind, fields] : steps) {
        const QByteArray id = "s" + QByteArray::number(edges.count('{'));
        nodes += R"(,{"id":")" + id + R"(","kind":")" + kind + R"(","name":")" + id + R"(","fields":)" +
                 fields + "}";
        edges += R"({"from":")" + last + R"(","to":")" + id + R"("},)";
        last = id;
    }
    nodes += R"(,{"id":"end","kind":"end","name":"End"})";
    edges += R"({"from":")" + last + R"(","to":"end"})";
    return R"({"format":1,"name":")" + name + R"(","nodes":[)" + nodes + R"(],"edges":[)" + edges + "]}";
}

inline std::pair<QByteArray, QByteArray> subWorkflow(const QByteArray &name)
{
    return {"sub-workflow", R"({"workflow":")" + name + R"("})"};
}

inline std::pair<QByteArray, QByteArray> mail()
{
    return {"activity", R"({"activity":"email.send","input":{"to":["a@b.c"],"subject":"S","text":"T"}})"};
}

inline WorkflowDefinition parsed(const QByteArray &text)
{
    return parseDefinition(text, u"test"_s).value();
}

inline QByteArray contentOf(const QString &path)
{
    QFile file(path);
    return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray("(cannot be read)");
}

inline void writeFile(const QString &path, const QByteArray &content)
{
    QDir().mkpath(QFileInfo(path).path());
    QFile file(path);
    if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size())
        qFatal("%s cannot be written", qPrintable(path));
}

inline int filesBelow(const QString &folder)
{
    int count = 0;
    for (QDirIterator it(folder, QDir::Files | QDir::Hidden, QDirIterator::Subdirectories); it.hasNext();
         it.next())
        ++count;
    return count;
}

/// Exports the text as the file of that name into the folder.
inline bool exportedTo(const QString &folder, const QString &fileName, const QByteArray &text)
{
    const DrawnFile file{fileName, text, parsed(text)};
    return writeExport({file}, folder, {}, HandChanges::Ask).has_value();
}

} // namespace perdura
