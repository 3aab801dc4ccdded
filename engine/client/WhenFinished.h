// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QCoreApplication>
#include <QFuture>
#include <QFutureWatcher>

namespace perdura {

/// Calls `done(Result<T>)` on the thread of `context` once the future has its result, and not at all when
/// `context` is gone by then (QFuture::then does not survive that in Qt 6.4). A future that was given up (its
/// hub stopped) gives the error Cancelled. Call it on the thread of `context`; `done` is never called before
/// it returns.
template <typename T, typename Done>
void whenFinished(QFuture<Result<T>> future, QObject *context, Done done)
{
    auto *watcher = new QFutureWatcher<Result<T>>(context);
    QObject::connect(
        watcher, &QFutureWatcherBase::finished, context, [watcher, done = std::move(done)]() mutable {
            watcher->deleteLater();
            const QFuture<Result<T>> finished = watcher->future();
            if (finished.resultCount() > 0) {
                done(finished.result());
                return;
            }
            done(Result<T>(fail(ErrorCode::Cancelled,
                                QCoreApplication::translate(
                                    "perdura::HubClient", "The hub stopped before it could answer; open the "
                                                          "workspace again."))));
        });
    watcher->setFuture(std::move(future));
}

} // namespace perdura
