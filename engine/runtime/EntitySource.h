// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/orchestration/EntityContext.h"

#include <functional>
#include <map>
#include <memory>

namespace perdura {

/// Where a worker finds the code of an entity. Belongs to one thread.
class EntitySource
{
public:
    virtual ~EntitySource() = default;
    /// By the entity's name, in lower case. An error fails each operation (EntityTaskNotFound); its message
    /// tells what is missing and what to do.
    [[nodiscard]] virtual Result<EntityFunction> resolve(const std::string &name) = 0;
};

/// Called once on each thread that runs entities.
using EntitySourceFactory = std::function<std::unique_ptr<EntitySource>()>;

/// Functions by name, for embedders and tests.
class CodeEntities final : public EntitySource
{
public:
    using Functions = std::map<std::string, EntityFunction>;

    /// The names in any case.
    explicit CodeEntities(const Functions &functions);
    [[nodiscard]] Result<EntityFunction> resolve(const std::string &name) override;

private:
    Functions m_functions;
};

} // namespace perdura
