// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <QString>

#include <utility>

namespace perdura {

/// Makes sure that one program, and one thread of it, changes a file at a time. The system gives the lock
/// back when its holder goes, however that ends. The lock's own empty file stays.
class FileLock
{
public:
    /// Waits until nobody else holds it. Errors: AccessDenied, NoSpace, Io; the message is only the system's
    /// reason.
    [[nodiscard]] static Result<FileLock> take(const QString &path);

    ~FileLock();
    FileLock(FileLock &&other) noexcept
        : m_descriptor(std::exchange(other.m_descriptor, -1))
    {}
    FileLock &operator=(FileLock &&) = delete;

private:
    explicit FileLock(int descriptor)
        : m_descriptor(descriptor)
    {}

    int m_descriptor;
};

} // namespace perdura
