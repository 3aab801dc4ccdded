// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/export/HandChanges.h"

#include "engine/export/ProjectFolder.h"
#include "engine/export/RoundTripMark.h"

#include <QFile>

namespace perdura {

namespace {

bool isMadeAnew(const QString &path)
{
    return path == QStringLiteral("README.md") || path.startsWith(QStringLiteral("src/perdura/")) ||
           path.startsWith(exportedDrawingsFolder() + u'/');
}

/// Line ends do not count, for tools change them.
QByteArray withoutReturns(QByteArray text)
{
    return text.replace("\r\n", "\n");
}

} // namespace

std::vector<QString> changedByHand(const ExportedProject &project, const QString &folder)
{
    std::vector<QString> changed;
    for (const ExportedFile &file : project.files) {
        QFile there(folder + u'/' + file.path);
        if (isMadeAnew(file.path) || !there.open(QIODevice::ReadOnly))
            continue;
        const QByteArray content = there.readAll();
        const auto mark = readMark(content);
        const bool isUntouched =
            mark ? mark->isUnchanged : withoutReturns(content) == withoutReturns(file.content);
        if (!isUntouched)
            changed.push_back(file.path);
    }
    return changed;
}

} // namespace perdura
