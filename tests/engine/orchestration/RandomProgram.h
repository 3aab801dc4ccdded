// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/orchestration/OrchestrationContext.h"

#include <memory>
#include <random>
#include <vector>

namespace perdura::test {

using Random = std::mt19937_64;

/// Uniform in [0, bound); the same on every platform, unlike the standard distributions.
[[nodiscard]] inline int pick(Random &random, int bound)
{
    return int(random() % std::uint64_t(bound));
}

/// A random orchestrator: a tree of steps, drawn once from a seed and then run by a coroutine. What it does
/// depends only on the tree and on what its context tells.
struct Step
{
    enum class Kind {
        Call,
        RetriedCall,
        Sleep,
        Event,
        Person,
        All,
        Race,
        Guarded,
        Background,
        Status,
        Guid,
        Fail,
        Child,
        Detached,
        Send,
        Entity,
        Signal,
        Locked,
        Again,
        Twice
    };
    Kind kind = Kind::Call;
    int number = 0;    ///< which activity, event or duration
    bool flag = false; ///< cancel the loser, be awaited, …
    std::vector<Step> children;
};

[[nodiscard]] Step randomStep(Random &random, int depth);
[[nodiscard]] Orchestrator makeProgram(std::shared_ptr<const Step> root);

} // namespace perdura::test
