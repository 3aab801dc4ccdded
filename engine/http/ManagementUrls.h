// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/http/HttpMessages.h"
#include "engine/http/WebSettings.h"

namespace perdura {

/// Where the routes of Durable Functions' management API begin.
inline constexpr QStringView managementBase = u"/runtime/webhooks/durabletask";

/// The links that a client gets with a new instance, as it addressed the server.
[[nodiscard]] Json managementUrls(const InstanceId &instance, const HttpQuestion &question,
                                  const WebSettings &settings);

} // namespace perdura
