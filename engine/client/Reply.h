// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QCoreApplication>
#include <QFuture>
#include <QPromise>

namespace perdura {

/// An answer of a hub that may be given on any thread; one that is dropped ungiven tells that the hub has
/// stopped.
template <typename T>
class Reply
{
public:
    Reply() { m_promise.start(); }
    ~Reply()
    {
        if (!m_isKept) {
            keep(fail(ErrorCode::Cancelled,
                      QCoreApplication::translate(
                          "perdura::Hub", "The hub is shutting down; start it again and repeat this.")));
        }
    }
    Reply(const Reply &) = delete;
    Reply &operator=(const Reply &) = delete;

    [[nodiscard]] QFuture<Result<T>> future() { return m_promise.future(); }
    void keep(Result<T> result)
    {
        m_isKept = true;
        m_promise.addResult(std::move(result));
        m_promise.finish();
    }

private:
    QPromise<Result<T>> m_promise;
    bool m_isKept = false;
};

} // namespace perdura
