// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secrets/SecretStore.h"
#include "engine/secrets/SecretVault.h"

#include <QString>

#include <functional>
#include <memory>

namespace perdura {

struct SecretList;

/// The secrets of a workspace. The names lie in a file of the workspace, the values in the system's keychain
/// or, where that cannot be reached, in an encrypted file elsewhere; which of them is found out anew each
/// time that a value is set. Nothing is remembered between calls, so that several processes may work on one
/// workspace.
class WorkspaceSecrets final : public SecretStore
{
public:
    struct Settings
    {
        QString listFile;                         ///< `.perdura/secrets.json`
        std::function<Result<void>()> makeFolder; ///< makes the list's folder, before it is first written
        std::shared_ptr<SecretVault> keychain;
        std::shared_ptr<SecretVault> file;
        std::shared_ptr<const Clock> clock = std::make_shared<SystemClock>();
    };
    explicit WorkspaceSecrets(Settings settings);

    [[nodiscard]] Result<std::vector<SecretInfo>> list() const override;
    [[nodiscard]] Result<void> set(const std::string &name, const std::string &value) override;
    [[nodiscard]] Result<void> remove(const std::string &name) override;
    using SecretStore::value;
    [[nodiscard]] Result<std::string> value(const std::string &name,
                                            const std::stop_token &stop) const override;

private:
    [[nodiscard]] SecretVault &vaultOf(SecretPlace place) const;
    /// Puts the value where it can be put.
    [[nodiscard]] Result<SecretPlace> keep(const SecretKey &key, const std::string &value);
    /// Reads the list, lets it be changed, writes it; one at a time, among all processes.
    [[nodiscard]] Result<void> change(const std::function<Result<void>(SecretList &)> &change);

    Settings m_settings;
};

} // namespace perdura
