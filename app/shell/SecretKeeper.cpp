// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/shell/SecretKeeper.h"

#include "engine/client/InBackground.h"
#include "engine/client/WhenFinished.h"

namespace perdura {

SecretKeeper::SecretKeeper(StoreOf storeOf, QObject *parent)
    : QObject(parent)
    , m_storeOf(std::move(storeOf))
{}

void SecretKeeper::setWorkspace(const QString &folder)
{
    m_store = folder.isEmpty() ? nullptr : m_storeOf(folder);
    if (std::exchange(m_secrets, std::nullopt))
        emit secretsChanged();
    refresh();
}

void SecretKeeper::refresh()
{
    run([](SecretStore &) { return Result<void>(); });
}

void SecretKeeper::set(const QString &name, const QString &value)
{
    run([name = name.toStdString(), value = value.toStdString()](SecretStore &store) {
        return store.set(name, value);
    });
}

void SecretKeeper::remove(const QString &name)
{
    run([name = name.toStdString()](SecretStore &store) { return store.remove(name); });
}

void SecretKeeper::run(Change change)
{
    if (!m_store)
        return;
    ++m_jobs;
    emit busyChanged();
    auto listed =
        inBackground([store = m_store, change = std::move(change)]() -> Result<std::vector<SecretInfo>> {
            if (auto changed = change(*store); !changed)
                return fail(changed.error());
            return store->list();
        });
    whenFinished(std::move(listed), this,
                 [this, store = m_store](const Result<std::vector<SecretInfo>> &secrets) {
                     --m_jobs;
                     emit busyChanged();
                     if (store == m_store)
                         take(secrets);
                 });
}

void SecretKeeper::take(const Result<std::vector<SecretInfo>> &secrets)
{
    if (!secrets) {
        emit failed(secrets.error().message);
        return;
    }
    m_secrets = *secrets;
    emit secretsChanged();
}

std::optional<QStringList> SecretKeeper::names() const
{
    if (!m_secrets)
        return std::nullopt;
    QStringList names;
    for (const SecretInfo &secret : *m_secrets)
        names.append(QString::fromStdString(secret.name));
    return names;
}

} // namespace perdura
