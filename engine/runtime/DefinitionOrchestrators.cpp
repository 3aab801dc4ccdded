// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/runtime/DefinitionOrchestrators.h"

#include "engine/definition/DefinitionFile.h"
#include "engine/definition/Interpreter.h"

#include <QCoreApplication>

namespace perdura {

DefinitionOrchestrators::DefinitionOrchestrators(std::shared_ptr<const Store> store,
                                                 std::shared_ptr<ExpressionEvaluator> evaluator)
    : m_store(std::move(store))
    , m_evaluator(std::move(evaluator))
{}

Result<Orchestrator> DefinitionOrchestrators::resolve(const std::string &name, const VersionId &version)
{
    if (version.isEmpty()) {
        return fail(
            ErrorCode::NotFound,
            QCoreApplication::translate("perdura::Hub", "“%1” is not a published workflow; publish it first.")
                .arg(QString::fromStdString(name)));
    }
    const auto loaded = m_loaded.find(version);
    if (loaded != m_loaded.end())
        return loaded->second;
    auto orchestrator = load(version);
    if (orchestrator)
        m_loaded.emplace(version, *orchestrator);
    return orchestrator;
}

Result<Orchestrator> DefinitionOrchestrators::load(const VersionId &version)
{
    if (!m_reader) {
        auto reader = m_store->openReader();
        if (!reader)
            return fail(reader.error());
        m_reader = std::move(*reader);
    }
    const auto text = m_reader->definition(version);
    if (!text)
        return fail(text.error());
    auto definition = parseDefinition(*text, version.toQString());
    if (!definition)
        return fail(definition.error());
    return makeInterpreter(std::make_shared<const WorkflowDefinition>(std::move(*definition)), m_evaluator);
}

} // namespace perdura
