// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/orchestration/FailureDetails.h"

#include "engine/orchestration/FieldReader.h"

namespace perdura {

bool FailureDetails::operator==(const FailureDetails &other) const
{
    if (bool(inner) != bool(other.inner) || (inner && *inner != *other.inner))
        return false;
    return errorType == other.errorType && errorMessage == other.errorMessage &&
           isNonRetriable == other.isNonRetriable && properties == other.properties;
}

Json toJson(const FailureDetails &failure)
{
    Json json = Json::object();
    json["errorType"] = failure.errorType;
    json["errorMessage"] = failure.errorMessage;
    if (failure.isNonRetriable)
        json["isNonRetriable"] = true;
    if (!failure.properties.is_null())
        json["properties"] = failure.properties;
    if (failure.inner)
        json["innerFailure"] = toJson(*failure.inner);
    return json;
}

Result<FailureDetails> failureFromJson(const Json &json)
{
    FieldReader reader(json, "failure");
    FailureDetails failure;
    failure.errorType = reader.text("errorType");
    failure.errorMessage = reader.text("errorMessage");
    failure.isNonRetriable = reader.flagOr("isNonRetriable", false);
    failure.properties = reader.any("properties");
    if (reader.has("innerFailure"))
        failure.inner = std::make_shared<const FailureDetails>(reader.failure("innerFailure"));
    return reader.finish(std::move(failure));
}

} // namespace perdura
