// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"
#include "engine/runtime/EntitySource.h"
#include "engine/store/Store.h"

#include <unordered_map>

namespace perdura {

/// The published entities, interpreted: of each name the one that was published last. Belongs to one thread,
/// as the expression engine does.
class DefinitionEntities final : public EntitySource
{
public:
    DefinitionEntities(std::shared_ptr<const Store> store, std::shared_ptr<ExpressionEvaluator> evaluator);

    [[nodiscard]] Result<EntityFunction> resolve(const std::string &name) override;

private:
    [[nodiscard]] Result<EntityFunction> load(const VersionId &version);

    std::shared_ptr<const Store> m_store;
    std::shared_ptr<ExpressionEvaluator> m_evaluator;
    std::unique_ptr<StoreReader> m_reader; ///< opened at the first look
    std::unordered_map<VersionId, EntityFunction> m_loaded;
};

} // namespace perdura
