// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/InputReader.h"

#include <string>
#include <vector>

namespace perdura {

/// The new value, or the end of a sentence that says why there is none.
using JsonOutcome = tl::expected<Json, QString>;

/// One kind of step of transformJson(), where all of them are told.
struct JsonOperation
{
    std::string name;
    std::vector<std::string> members; ///< that a step may have besides "op"
    std::string required;             ///< the one of them that it must have; may be empty
    /// What it gives counts only when the reader, which is of the step, has no failure afterwards.
    JsonOutcome (*apply)(Json value, InputReader &step);
};

[[nodiscard]] const std::vector<JsonOperation> &jsonOperations();

} // namespace perdura
