// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubCodec.h"
#include "engine/client/RemoteHubClient.h"

#include <QPromise>

namespace perdura {

// The body of a template of RemoteHubClient, for its two files.

template <typename T>
QFuture<Result<T>> RemoteHubClient::call(const char *method, Json params)
{
    const auto promise = std::make_shared<QPromise<Result<T>>>();
    promise->start();
    QFuture<Result<T>> future = promise->future();
    request(method, std::move(params), [promise](const Result<Json> &result) {
        promise->addResult(result ? decodeHub<T>(*result) : Result<T>(fail(result.error())));
        promise->finish();
    });
    return future;
}

} // namespace perdura
