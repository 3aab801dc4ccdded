// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"

#include <optional>
#include <stop_token>
#include <string>

namespace perdura {

/// Names one value among those of all workspaces of a person.
struct SecretKey
{
    std::string workspace; ///< its random id
    std::string name;
    bool operator==(const SecretKey &) const = default;
};

/// A place that keeps values. Thread-safe; the calls may take their time. Errors are sentences for a person.
class SecretVault
{
public:
    virtual ~SecretVault() = default;

    /// Whether values can be put here at this moment, on this machine.
    [[nodiscard]] virtual bool isAvailable() const = 0;
    /// Nothing when there is no such value. Errors: Unsupported (the place cannot be reached from here),
    /// NotAllowed, TimedOut, Cancelled, Damaged, AccessDenied, Io.
    [[nodiscard]] virtual Result<std::optional<std::string>> read(const SecretKey &key,
                                                                  const std::stop_token &stop) const = 0;
    /// The same errors, and NoSpace.
    [[nodiscard]] virtual Result<void> write(const SecretKey &key, const std::string &value) = 0;
    /// A value that is not there is no error.
    [[nodiscard]] virtual Result<void> erase(const SecretKey &key) = 0;
};

} // namespace perdura
