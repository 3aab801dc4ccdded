// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/RunTrace.h"

#include <functional>
#include <memory>
#include <optional>
#include <span>

namespace perdura {

/// Tells what a run did on its own drawing; nothing when it cannot. Belongs to the thread that it was made
/// on.
using RunTracer = std::function<std::optional<RunTrace>(std::shared_ptr<const WorkflowDefinition>,
                                                        std::span<const HistoryEvent>)>;

/// Makes a tracer on the thread that will use it.
using RunTracerFactory = std::function<RunTracer()>;

/// The tracer of the program: replays the history with an expression evaluator of its own.
[[nodiscard]] RunTracer makeRunTracer();

} // namespace perdura
