// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/definition/Expression.h"

#include <memory>

namespace perdura {

/// The evaluator for drawn workflows. May be shared by any number of threads: each gets a sandbox of its own
/// with its first call, which goes when its thread ends or with the evaluator. Limits count the time of the
/// expression only, not the conversion of the values that it names.
[[nodiscard]] std::shared_ptr<ExpressionEvaluator> makeExpressionEvaluator();

} // namespace perdura
