// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <memory>
#include <string>

namespace perdura {

/// Why a task or an instance failed; the field's failure details, in its portable form.
struct FailureDetails
{
    std::string errorType;    ///< stable, e.g. "ActivityTaskNotFound", "HttpStatus",
                              ///< "NonDeterministicOrchestrationException"
    std::string errorMessage; ///< one sentence
    bool isNonRetriable = false;
    Json properties = nullptr; ///< facts for error ports and people (status code, exit code); null if none
    std::shared_ptr<const FailureDetails> inner = nullptr; ///< the cause, if known

    bool operator==(const FailureDetails &other) const;
};

/// {"errorType","errorMessage","isNonRetriable"?,"properties"?,"innerFailure"?}
[[nodiscard]] Json toJson(const FailureDetails &failure);
[[nodiscard]] Result<FailureDetails> failureFromJson(const Json &json);

} // namespace perdura
