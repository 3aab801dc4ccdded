// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/DefinitionEntities.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/definition/EntityInterpreter.h"

#include <QCoreApplication>

namespace perdura {

DefinitionEntities::DefinitionEntities(std::shared_ptr<const Store> store,
                                       std::shared_ptr<ExpressionEvaluator> evaluator)
    : m_store(std::move(store))
    , m_evaluator(std::move(evaluator))
{}

Result<EntityFunction> DefinitionEntities::resolve(const std::string &name)
{
    if (!m_reader) {
        auto reader = m_store->openReader();
        if (!reader)
            return fail(reader.error());
        m_reader = std::move(*reader);
    }
    const auto version = m_reader->latestVersion(publishedName(DefinitionKind::Entity, name));
    if (!version && version.error().code == ErrorCode::NotFound) {
        return fail(ErrorCode::NotFound,
                    QCoreApplication::translate(
                        "perdura::Hub", "There is no entity “%1”; draw one of that name and publish it.")
                        .arg(QString::fromStdString(name)));
    }
    if (!version)
        return fail(version.error());
    const auto loaded = m_loaded.find(*version);
    if (loaded != m_loaded.end())
        return loaded->second;
    auto entity = load(*version);
    if (entity)
        m_loaded.emplace(*version, *entity);
    return entity;
}

Result<EntityFunction> DefinitionEntities::load(const VersionId &version)
{
    const auto text = m_reader->definition(version);
    if (!text)
        return fail(text.error());
    auto definition = parseDefinition(*text, version.toQString());
    if (!definition)
        return fail(definition.error());
    return makeEntityInterpreter(std::make_shared<const WorkflowDefinition>(std::move(*definition)),
                                 m_evaluator);
}

} // namespace perdura
