// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/DefinitionFinder.h"

#include "engine/definition/DefinitionFile.h"

#include <QDirIterator>

using namespace Qt::Literals::StringLiterals;

namespace perdura {

std::optional<QString> findDefinitionFile(const QString &workspace, const VersionId &version,
                                          const QString &name)
{
    std::optional<QString> sameName;
    for (QDirIterator it(workspace, {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        const QString path = it.next();
        const Result<WorkflowDefinition> definition = loadDefinition(path);
        if (!definition)
            continue;
        if (contentAddress(*definition) == version)
            return path;
        if (!sameName && QString::fromStdString(definition->name) == name)
            sameName = path;
    }
    return sameName;
}

} // namespace perdura
