// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/WorkspaceDrawings.h"

#include "engine/definition/DefinitionFile.h"

#include <QDir>
#include <QDirIterator>
#include <QFileInfo>
#include <QSet>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QSet<QString> drawingsIn(const QString &folder, QDirIterator::IteratorFlags flags)
{
    QSet<QString> files;
    for (QDirIterator it(folder, {u"*.workflow.json"_s}, QDir::Files, flags); it.hasNext();)
        files.insert(QFileInfo(it.next()).canonicalFilePath());
    return files;
}

/// Where nothing has run it is not known how far the workspace reaches, so only the folder itself counts.
QSet<QString> drawingsAround(const QString &file)
{
    const QString own = QFileInfo(file).absolutePath();
    QDir folder(own);
    do {
        if (QFileInfo(folder.filePath(u".perdura"_s)).isDir())
            return drawingsIn(folder.absolutePath(), QDirIterator::Subdirectories);
    } while (folder.cdUp());
    return drawingsIn(own, QDirIterator::NoIteratorFlags);
}

} // namespace

WorkspaceDrawings::WorkspaceDrawings(const QStringList &files)
{
    for (const QString &file : files)
        m_files << QFileInfo(file).canonicalFilePath();
}

WorkspaceEvents WorkspaceDrawings::othersOf(const QString &file)
{
    QSet<QString> others = drawingsAround(file);
    others.unite(QSet<QString>(m_files.begin(), m_files.end()));
    others.remove(QFileInfo(file).canonicalFilePath());
    QStringList sorted = others.values();
    sorted.sort(); // the same words every time
    std::vector<EventUses> uses;
    for (const QString &path : std::as_const(sorted))
        uses.push_back(usesOf(path));
    return WorkspaceEvents(uses);
}

const EventUses &WorkspaceDrawings::usesOf(const QString &path)
{
    const auto [known, isNew] = m_known.try_emplace(path);
    if (isNew) {
        if (const auto definition = loadDefinition(path))
            known->second = eventUsesOf(*definition);
    }
    return known->second;
}

} // namespace perdura
