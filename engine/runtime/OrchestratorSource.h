// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/orchestration/OrchestrationContext.h"

#include <functional>
#include <map>
#include <memory>

namespace perdura {

/// Where a worker finds the code that an instance runs. Belongs to one thread.
class OrchestratorSource
{
public:
    virtual ~OrchestratorSource() = default;
    /// An error fails the instance (OrchestratorTaskNotFound); its message tells what is missing and what to
    /// do.
    [[nodiscard]] virtual Result<Orchestrator> resolve(const std::string &name, const VersionId &version) = 0;
};

/// Called once on each orchestration thread.
using OrchestratorSourceFactory = std::function<std::unique_ptr<OrchestratorSource>()>;

/// Coroutines by name, for embedders and tests.
class CodeOrchestrators final : public OrchestratorSource
{
public:
    using Functions = std::map<std::string, Orchestrator>;

    explicit CodeOrchestrators(std::shared_ptr<const Functions> functions)
        : m_functions(std::move(functions))
    {}
    [[nodiscard]] Result<Orchestrator> resolve(const std::string &name, const VersionId &version) override;

private:
    std::shared_ptr<const Functions> m_functions;
};

} // namespace perdura
