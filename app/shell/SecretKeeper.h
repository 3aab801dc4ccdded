// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/SecretsOfWorkspace.h"

#include <QObject>
#include <QStringList>

#include <functional>
#include <optional>
#include <vector>

namespace perdura {

/// The secrets of the workspace that the window is on: knows their names, and changes them in the background,
/// since a keychain may wait for a person. GUI thread.
class SecretKeeper final : public QObject
{
    Q_OBJECT

public:
    using StoreOf = std::function<std::shared_ptr<SecretStore>(const QString &workspace)>;

    explicit SecretKeeper(StoreOf storeOf = workspaceSecrets, QObject *parent = nullptr);

    /// Empty: none. What was under way for the one before is still done, but not told any more.
    void setWorkspace(const QString &folder);
    /// Reads the names again, which other programs may have changed.
    void refresh();
    /// Each ends with secretsChanged() or failed().
    void set(const QString &name, const QString &value);
    void remove(const QString &name);

    /// Nothing while they are not known.
    [[nodiscard]] const std::optional<std::vector<SecretInfo>> &secrets() const { return m_secrets; }
    [[nodiscard]] std::optional<QStringList> names() const;
    [[nodiscard]] bool isBusy() const { return m_jobs > 0; }

signals:
    void secretsChanged();
    void busyChanged();
    /// One sentence for the person; the secrets are as they were.
    void failed(const QString &why);

private:
    using Change = std::function<Result<void>(SecretStore &)>;
    /// Does the change and reads the names.
    void run(Change change);
    void take(const Result<std::vector<SecretInfo>> &secrets);

    StoreOf m_storeOf;
    std::shared_ptr<SecretStore> m_store; ///< null: no workspace
    std::optional<std::vector<SecretInfo>> m_secrets;
    int m_jobs = 0;
};

} // namespace perdura
