// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/StatusJson.h"

namespace perdura {

namespace {

std::string wholeSeconds(Instant instant)
{
    return toIso(instant).substr(0, 19) + "Z";
}

Json outputOf(const InstanceDetail &detail)
{
    switch (detail.summary.status) {
    case OrchestrationStatus::Failed:
    case OrchestrationStatus::Terminated:
    case OrchestrationStatus::Canceled:
        return detail.summary.failureMessage;
    default:
        return detail.output;
    }
}

} // namespace

Json statusJson(const InstanceDetail &detail, const StatusWishes &wishes)
{
    const InstanceSummary &summary = detail.summary;
    Json status = Json::object();
    status["name"] = summary.name;
    status["instanceId"] = summary.id.value;
    status["runtimeStatus"] = std::string(statusName(summary.status));
    status["input"] = wishes.showsInput ? detail.input : Json(nullptr);
    status["customStatus"] = detail.customStatus;
    status["output"] = outputOf(detail);
    status["createdTime"] = wholeSeconds(summary.created);
    status["lastUpdatedTime"] = wholeSeconds(summary.lastUpdated);
    return status;
}

} // namespace perdura
