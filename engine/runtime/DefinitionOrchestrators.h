// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/runtime/OrchestratorSource.h"
#include "engine/store/Store.h"

#include <unordered_map>

namespace perdura {

/// The published workflows, interpreted. Belongs to one orchestration thread, as the expression engine that
/// it shares between all of its executions does.
class DefinitionOrchestrators final : public OrchestratorSource
{
public:
    DefinitionOrchestrators(std::shared_ptr<const Store> store,
                            std::shared_ptr<ExpressionEvaluator> evaluator);

    [[nodiscard]] Result<Orchestrator> resolve(const std::string &name, const VersionId &version) override;

private:
    [[nodiscard]] Result<Orchestrator> load(const VersionId &version);

    std::shared_ptr<const Store> m_store;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
    std::unique_ptr<StoreReader> m_reader; ///< opened at the first look
    std::unordered_map<VersionId, Orchestrator> m_loaded;
};

} // namespace perdura
