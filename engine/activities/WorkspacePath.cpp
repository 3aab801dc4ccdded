// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/WorkspacePath.h"

#include "engine/activities/InputReader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::WorkspacePath", text);
}

/// The path with the links of its existing part followed; what does not exist yet is put behind it as it is.
QString canonicalAsFarAsItExists(const QString &absolute)
{
    QString existing = absolute;
    QString rest;
    while (true) {
        const QFileInfo info(existing);
        const QString canonical = info.canonicalFilePath();
        if (!canonical.isEmpty())
            return QDir::cleanPath(canonical + rest);
        // A link to nothing would be created at its target: follow it.
        if (info.isSymLink()) {
            existing = QDir::cleanPath(info.symLinkTarget());
            continue;
        }
        const QString parent = info.path();
        if (parent == existing)
            return QDir::cleanPath(absolute);
        rest = u'/' + info.fileName() + rest;
        existing = parent;
    }
}

bool isWithin(const QString &path, const QString &folder)
{
    return path == folder || path.startsWith(folder.endsWith(u'/') ? folder : folder + u'/');
}

} // namespace

tl::expected<QString, FailureDetails> resolveInWorkspace(const QString &workspace, const QString &path)
{
    const QString root = QFileInfo(workspace).canonicalFilePath();
    const QString absolute = QDir::cleanPath(QDir::isAbsolutePath(path) ? path : root + u'/' + path);
    const QString lexicalRoot = QDir::cleanPath(QFileInfo(workspace).absoluteFilePath());
    const bool isLexicallyInside = isWithin(absolute, root) || isWithin(absolute, lexicalRoot);
    const QString resolved = canonicalAsFarAsItExists(absolute);
    if (root.isEmpty() || path.contains(QChar(0)) || !isLexicallyInside || !isWithin(resolved, root) ||
        isWithin(resolved, root + u"/.perdura"_s)) {
        return tl::unexpected(finalFailure(
            "PathOutsideWorkspace",
            tr("“%1” lies outside of the workspace. Use a path below “%2”.").arg(path, workspace)));
    }
    return resolved;
}

tl::expected<QString, FailureDetails> resolveFolder(const QString &workspace, const QString &path)
{
    auto folder = resolveInWorkspace(workspace, path);
    if (!folder)
        return folder;
    const QFileInfo info(*folder);
    if (info.isDir())
        return folder;
    if (info.exists())
        return tl::unexpected(finalFailure("FileError", tr("“%1” is not a folder.").arg(path)));
    return tl::unexpected(
        passingFailure("FolderNotFound", tr("There is no folder “%1” in the workspace.").arg(path)));
}

} // namespace perdura
