// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secrets/SecretStore.h"

#include <QString>

namespace perdura {

/// What a workspace keeps of its secrets: their names, never a value.
struct SecretList
{
    std::string workspace;           ///< the random id under which the values are kept; empty: none yet
    std::vector<SecretInfo> secrets; ///< in the order of their names

    [[nodiscard]] const SecretInfo *find(const std::string &name) const;
    /// Adds the secret or replaces what was known of it.
    void put(SecretInfo secret);
    void remove(const std::string &name);
    bool operator==(const SecretList &) const = default;
};

/// An empty list when there is no such file. Errors: Damaged, Unsupported (a newer version's), AccessDenied,
/// Io.
[[nodiscard]] Result<SecretList> readSecretList(const QString &path);
/// Errors: AccessDenied, NoSpace, Io; the old list is left as it was then.
[[nodiscard]] Result<void> writeSecretList(const QString &path, const SecretList &list);

} // namespace perdura
