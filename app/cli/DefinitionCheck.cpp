// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/DefinitionCheck.h"

#include "engine/activities/ActivityRegistry.h"
#include "engine/client/SecretsOfWorkspace.h"
#include "engine/client/WorkspacePaths.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/SecretChecks.h"
#include "engine/definition/Validation.h"
#include "engine/export/ExportCheck.h"
#include "engine/script/JsExpressionEvaluator.h"

#include <QCoreApplication>
#include <QFileInfo>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DefinitionCheck", text);
}

QString line(const QString &file, const WorkflowDefinition &definition, const Problem &problem)
{
    const QString coded =
        tr("%1 [%2]").arg(problem.message.simplified(), QString::fromStdString(problem.code));
    const QString sentence = problem.severity == Problem::Severity::Warning ? tr("Warning: %1").arg(coded)
                             : problem.severity == Problem::Severity::Hint  ? tr("Hint: %1").arg(coded)
                                                                            : coded;
    const Node *node = problem.node ? definition.find(*problem.node) : nullptr;
    if (!node)
        return tr("%1: %2").arg(file, sentence);
    return tr("%1: node “%2”: %3").arg(file, QString::fromStdString(node->name).simplified(), sentence);
}

// A load error begins with the file's name; among several files of one name only the path tells which.
QString withPath(const QString &file, const QString &message)
{
    const QString name = QFileInfo(file).fileName();
    return message.startsWith(name + u':') ? QString(file + message.mid(name.size())) : message;
}

/// The names of the secrets of the workspace that the file lies in; nothing when they are not known.
std::optional<SecretNames> secretsBeside(const QString &file)
{
    const QString folder = QFileInfo(file).absolutePath();
    if (!QFileInfo(WorkspacePaths(folder).hubFolder()).isDir())
        return std::nullopt;
    const auto list = workspaceSecrets(folder)->list();
    if (!list)
        return std::nullopt;
    SecretNames names;
    for (const SecretInfo &secret : *list)
        names.insert(secret.name);
    return names;
}

} // namespace

CheckedDefinition checkDefinition(const QString &file, const WorkspaceEvents *others, RunsIn runsIn)
{
    CheckedDefinition checked;
    const auto loaded = loadDefinition(file);
    if (!loaded) {
        checked.errors += withPath(file, loaded.error().message);
        return checked;
    }
    auto problems =
        validate(*loaded, activityCatalog(builtInActivities()), makeExpressionEvaluator().get(), others);
    if (const auto secrets = secretsBeside(file)) {
        for (Problem &problem : unknownSecrets(*loaded, *secrets))
            problems.push_back(std::move(problem));
    }
    for (const Problem &problem : problems) {
        const bool isError = runsIn == RunsIn::ExportedCode ? preventsExport(problem)
                                                            : problem.severity == Problem::Severity::Error;
        (isError ? checked.errors : checked.warnings) += line(file, *loaded, problem);
    }
    if (checked.errors.isEmpty())
        checked.definition = *loaded;
    return checked;
}

} // namespace perdura
