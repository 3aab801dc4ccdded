// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/core/Time.h"

#include <stop_token>
#include <string>
#include <vector>

namespace perdura {

/// Where the value of a secret lies.
enum class SecretPlace {
    Keychain, ///< the system's, which the person's log-in opens
    File      ///< an encrypted file in the person's own folders, where there is no keychain
};

/// What may be known of a secret by everybody.
struct SecretInfo
{
    std::string name;
    SecretPlace keptIn = SecretPlace::Keychain;
    Instant changed{};
    bool operator==(const SecretInfo &) const = default;
};

/// The secrets of one workspace: values that activities get and nobody else. Thread-safe. Every call may
/// touch the disk and the keychain, which may ask the person for a password: none on the thread of a window
/// (see inBackground), nor on one with an event loop that others wait for. Errors are one sentence for a
/// person, and never hold a value.
class SecretStore
{
public:
    virtual ~SecretStore() = default;

    /// In the order of their names. No keychain is asked. Errors: Damaged, AccessDenied, Io.
    [[nodiscard]] virtual Result<std::vector<SecretInfo>> list() const = 0;
    /// Adds the secret or replaces its value. Errors: InvalidArgument (see SecretRules.h), NotAllowed (the
    /// keychain refused), TimedOut, Damaged, NoSpace, AccessDenied, Io; nothing has changed then.
    [[nodiscard]] virtual Result<void> set(const std::string &name, const std::string &value) = 0;
    /// Errors: NotFound, and those of set().
    [[nodiscard]] virtual Result<void> remove(const std::string &name) = 0;
    /// Errors: NotFound (the message says how to add it), NotAllowed, TimedOut, Cancelled (`stop` was
    /// requested), Damaged, AccessDenied, Io.
    [[nodiscard]] virtual Result<std::string> value(const std::string &name,
                                                    const std::stop_token &stop) const = 0;
    [[nodiscard]] Result<std::string> value(const std::string &name) const { return value(name, {}); }
};

} // namespace perdura
