// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileEntry.h"

#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspacePath.h"
#include "engine/core/Time.h"

#include <QCoreApplication>
#include <QDir>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileEntry", text);
}

} // namespace

QString pathInWorkspace(const QString &workspace, const QString &absolute)
{
    return QDir(QFileInfo(workspace).canonicalFilePath()).relativeFilePath(absolute);
}

Json fileEntry(const QString &workspace, const QFileInfo &file)
{
    Json entry = Json::object();
    entry["path"] = pathInWorkspace(workspace, file.absoluteFilePath()).toStdString();
    entry["name"] = file.fileName().toStdString();
    entry["size"] = file.size();
    entry["modified"] = toIso(fromQDateTime(file.lastModified()));
    return entry;
}

bool isListed(const QString &workspace, const QFileInfo &file)
{
    return !file.isSymLink() || resolveInWorkspace(workspace, file.absoluteFilePath());
}

QRegularExpression namePattern(const QString &pattern)
{
    return QRegularExpression::fromWildcard(pattern.isEmpty() ? u"*"_s : pattern, Qt::CaseSensitive);
}

Json folderField()
{
    Json field = schemaField("string", tr("Folder"), tr("Relative to the workspace; empty: the workspace."));
    field["format"] = "path";
    return field;
}

Json patternField()
{
    Json field = schemaField("string", tr("Pattern"), tr("Of the names, such as *.csv."));
    field["default"] = "*";
    return field;
}

QString folderSummary(const Json &input)
{
    InputReader reader(input);
    const QString folder = QString::fromStdString(reader.textOr("folder", {}));
    const QString pattern = QString::fromStdString(reader.textOr("pattern", "*"));
    return folder.isEmpty() ? pattern : folder + u' ' + pattern;
}

} // namespace perdura
