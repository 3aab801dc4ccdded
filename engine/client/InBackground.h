// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QFuture>
#include <QPromise>
#include <QThreadPool>

#include <memory>
#include <type_traits>

namespace perdura {

template <typename T>
struct AsResult
{
    using Type = Result<T>;
};
template <typename T>
struct AsResult<Result<T>>
{
    using Type = Result<T>;
};

/// Does the work, which gives a Result<T> or a plain T, on a thread of the pool: for what reads files or
/// takes its time. The future is fit for whenFinished(). Any thread.
template <typename Work>
[[nodiscard]] auto inBackground(Work work) -> QFuture<typename AsResult<std::invoke_result_t<Work &>>::Type>
{
    using Outcome = typename AsResult<std::invoke_result_t<Work &>>::Type;
    // Shared, since the pool takes only what can be copied.
    const auto promise = std::make_shared<QPromise<Outcome>>();
    promise->start();
    QThreadPool::globalInstance()->start([promise, work = std::move(work)]() mutable {
        promise->addResult(Outcome(work()));
        promise->finish();
    });
    return promise->future();
}

} // namespace perdura
