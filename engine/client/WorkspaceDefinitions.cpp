// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/client/WorkspaceDefinitions.h"

#include "engine/client/InBackground.h"
#include "engine/definition/DefinitionFile.h"
#include "engine/definition/DrawingReferences.h"

#include <QDirIterator>

#include <map>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

/// By published name; of several files with the same name the first.
std::map<std::string, WorkflowDefinition> definitionsIn(const QString &workspace)
{
    std::map<std::string, WorkflowDefinition> definitions;
    for (QDirIterator it(workspace, {u"*.workflow.json"_s}, QDir::Files, QDirIterator::Subdirectories);
         it.hasNext();) {
        if (auto definition = loadDefinition(it.next())) {
            std::string name = publishedName(definition->kind, definition->name);
            definitions.emplace(std::move(name), *std::move(definition));
        }
    }
    return definitions;
}

} // namespace

std::vector<QByteArray> withReferences(const WorkflowDefinition &definition, const QString &workspace)
{
    std::vector<QByteArray> texts;
    std::set<std::string> taken{publishedName(definition.kind, definition.name)};
    std::vector<std::string> open;
    const auto follow = [&](const WorkflowDefinition &from) {
        for (const std::string &name : referencesOf(from)) {
            if (taken.insert(name).second)
                open.push_back(name);
        }
    };
    follow(definition);
    // Most drawings name nothing; then no file is read.
    const auto definitions =
        open.empty() ? std::map<std::string, WorkflowDefinition>() : definitionsIn(workspace);
    while (!open.empty()) {
        const auto found = definitions.find(open.back());
        open.pop_back();
        if (found == definitions.end())
            continue;
        texts.push_back(definitionText(found->second));
        follow(found->second);
    }
    texts.push_back(definitionText(definition));
    return texts;
}

QFuture<Result<std::vector<QByteArray>>> readReferences(std::shared_ptr<const WorkflowDefinition> definition,
                                                        const QString &workspace)
{
    return inBackground(
        [definition = std::move(definition), workspace] { return withReferences(*definition, workspace); });
}

QFuture<Result<VersionId>> publishAll(HubClient &hub, const std::vector<QByteArray> &texts)
{
    Q_ASSERT(!texts.empty());
    QFuture<Result<VersionId>> last;
    // The hub keeps the order.
    for (const QByteArray &text : texts)
        last = hub.publish(text);
    return last;
}

} // namespace perdura
