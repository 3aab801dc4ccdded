// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/secrets/SecretVault.h"

#include <QString>

#include <map>

namespace perdura {

/// Keeps values in one encrypted file for each workspace, where there is no keychain. The file and its key
/// lie in two folders of the person's, readable by nobody else, and never in the workspace. That keeps values
/// out of workspaces, their backups and other people's sight; it does not keep them from programs that run in
/// the person's name, nor from whoever has copies of both folders.
class EncryptedVault final : public SecretVault
{
public:
    struct Folders
    {
        QString values; ///< of the files, made when needed
        QString keys;   ///< of their keys, made when needed
    };
    /// Below where the system keeps the person's data and settings of this program.
    [[nodiscard]] static Folders standardFolders();

    explicit EncryptedVault(Folders folders);

    [[nodiscard]] bool isAvailable() const override { return true; }
    [[nodiscard]] Result<std::optional<std::string>> read(const SecretKey &key,
                                                          const std::stop_token &stop) const override;
    [[nodiscard]] Result<void> write(const SecretKey &key, const std::string &value) override;
    [[nodiscard]] Result<void> erase(const SecretKey &key) override;

private:
    using Values = std::map<std::string, std::string>;

    [[nodiscard]] QString valueFile(const std::string &workspace) const;
    [[nodiscard]] QString keyFile(const std::string &workspace) const;
    [[nodiscard]] Result<Values> load(const std::string &workspace) const;
    /// Under the lock of the file.
    [[nodiscard]] Result<void> save(const std::string &workspace, const Values &values) const;
    [[nodiscard]] Result<QByteArray> readKey(const std::string &workspace) const;
    [[nodiscard]] Result<QByteArray> makeKey(const std::string &workspace) const;
    template <typename Change>
    [[nodiscard]] Result<void> change(const std::string &workspace, Change change);

    Folders m_folders;
};

} // namespace perdura
