// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/store/WriteRequest.h"

#include <functional>
#include <vector>

namespace perdura {

/// Hands a request to the hub's storage thread; `done` is called once, on another thread perhaps.
using Submit = std::function<void(WriteRequest, std::function<void(Result<WriteReceipt>)> done)>;

/// Submits all at once, so that they share a transaction, and waits for the answers, which have the same
/// order. Not on the storage thread.
[[nodiscard]] std::vector<Result<WriteReceipt>> submitAndWait(const Submit &submit,
                                                              std::vector<WriteRequest> requests);

/// Purges whole families, step by step. As often as the limit of the request wants it others can write.
[[nodiscard]] std::vector<Result<WriteReceipt>> purgeAndWait(const Submit &submit,
                                                             std::vector<PurgeInstance> requests);

/// The database or the hub is the reason, not the request: it may be tried again.
[[nodiscard]] bool isFaultOfStore(const Error &error);

} // namespace perdura
