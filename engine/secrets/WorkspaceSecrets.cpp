// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/WorkspaceSecrets.h"

#include "engine/secrets/FileLock.h"
#include "engine/secrets/SecretList.h"
#include "engine/secrets/SecretRules.h"

#include <QCoreApplication>
#include <QDir>
#include <QUuid>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Secrets", text);
}

tl::unexpected<Error> noSuchSecret(const std::string &name)
{
    return fail(
        ErrorCode::NotFound,
        tr("There is no secret “%1” in this workspace; add it under Secrets… or with “perdura secrets "
           "set %1”.")
            .arg(QString::fromStdString(name)));
}

} // namespace

WorkspaceSecrets::WorkspaceSecrets(Settings settings)
    : m_settings(std::move(settings))
{}

SecretVault &WorkspaceSecrets::vaultOf(SecretPlace place) const
{
    return place == SecretPlace::File ? *m_settings.file : *m_settings.keychain;
}

Result<std::vector<SecretInfo>> WorkspaceSecrets::list() const
{
    auto list = readSecretList(m_settings.listFile);
    if (!list)
        return fail(list.error());
    return std::move(list->secrets);
}

Result<void> WorkspaceSecrets::set(const std::string &name, const std::string &value)
{
    if (auto checked = checkSecretName(name); !checked)
        return checked;
    if (auto checked = checkSecretValue(value); !checked)
        return checked;
    std::optional<SecretInfo> before;
    SecretKey key;
    SecretPlace place{};
    // The value first: a name without a value would be worse than a value without a name.
    const auto changed = change([&](SecretList &list) -> Result<void> {
        if (const SecretInfo *known = list.find(name))
            before = *known;
        key = {list.workspace, name};
        const auto kept = keep(key, value);
        if (!kept)
            return fail(kept.error());
        place = *kept;
        list.put({name, place, m_settings.clock->now()});
        return {};
    });
    if (!changed)
        return changed;
    // Where it was before nobody looks any more; a keychain that cannot be reached keeps it, that is all.
    if (before && before->keptIn != place)
        static_cast<void>(vaultOf(before->keptIn).erase(key));
    return {};
}

Result<SecretPlace> WorkspaceSecrets::keep(const SecretKey &key, const std::string &value)
{
    if (m_settings.keychain->isAvailable()) {
        const auto kept = m_settings.keychain->write(key, value);
        if (kept)
            return SecretPlace::Keychain;
        // Somebody is there but keeps nothing: a service without a desktop, say. A refusal is another matter.
        if (kept.error().code != ErrorCode::Unsupported)
            return fail(kept.error());
    }
    if (auto kept = m_settings.file->write(key, value); !kept)
        return fail(kept.error());
    return SecretPlace::File;
}

Result<void> WorkspaceSecrets::remove(const std::string &name)
{
    return change([&](SecretList &list) -> Result<void> {
        const SecretInfo *known = list.find(name);
        if (!known)
            return noSuchSecret(name);
        // The value first, so that none is left that no list shows.
        if (auto erased = vaultOf(known->keptIn).erase({list.workspace, name}); !erased)
            return erased;
        list.remove(name);
        return {};
    });
}

Result<std::string> WorkspaceSecrets::value(const std::string &name, const std::stop_token &stop) const
{
    const auto list = readSecretList(m_settings.listFile);
    if (!list)
        return fail(list.error());
    const SecretInfo *known = list->find(name);
    if (!known)
        return noSuchSecret(name);
    auto value = vaultOf(known->keptIn).read({list->workspace, name}, stop);
    if (!value)
        return fail(value.error());
    if (!*value)
        return fail(ErrorCode::NotFound,
                    tr("The value of the secret “%1” is gone from where it was kept; set it "
                       "again under Secrets… or with “perdura secrets set %1”.")
                        .arg(QString::fromStdString(name)));
    return **std::move(value);
}

Result<void> WorkspaceSecrets::change(const std::function<Result<void>(SecretList &)> &change)
{
    if (auto made = m_settings.makeFolder(); !made)
        return made;
    const auto lock = FileLock::take(m_settings.listFile + u".lock"_s);
    if (!lock)
        return fail(lock.error().code,
                    tr("The list of secrets, “%1”, cannot be changed (%2); check the disk and the folder.")
                        .arg(QDir::toNativeSeparators(m_settings.listFile), lock.error().message));
    auto list = readSecretList(m_settings.listFile);
    if (!list)
        return fail(list.error());
    if (list->workspace.empty())
        list->workspace = QUuid::createUuid().toString(QUuid::Id128).toStdString();
    if (auto changed = change(*list); !changed)
        return changed;
    return writeSecretList(m_settings.listFile, *list);
}

} // namespace perdura
