// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/EncryptedVault.h"

#include "engine/core/Json.h"
#include "engine/core/WholeFile.h"
#include "engine/secrets/FileLock.h"
#include "engine/secrets/SealedFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QSaveFile>
#include <QStandardPaths>

#include <algorithm>
#include <sys/stat.h>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr qint64 largestFile = 256 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Secrets", text);
}

QString shown(const QString &path)
{
    return QDir::toNativeSeparators(path);
}

/// A folder that only its owner may look into.
Result<void> makeFolder(const QString &path)
{
    const QString parent = QFileInfo(path).path();
    const bool isThere = QDir(path).exists() ||
                         (QDir().mkpath(parent) && ::mkdir(QFile::encodeName(path).constData(), 0700) == 0);
    if (isThere || QDir(path).exists())
        return {};
    return fail(
        ErrorCode::AccessDenied,
        tr("The folder “%1” for secrets cannot be made; check the permissions of the folder around it.")
            .arg(shown(path)));
}

/// Whole, on disk, and at no moment readable by others.
Result<void> writePrivately(const QString &path, const QByteArray &bytes)
{
    const auto written = writeWhole(path, [&bytes](QSaveFile &file) -> Result<void> {
        if (file.setPermissions(QFile::ReadOwner | QFile::WriteOwner) && file.write(bytes) == bytes.size())
            return {};
        return fail(ErrorCode::Io, file.errorString());
    });
    if (written)
        return {};
    return fail(written.error().code, tr("“%1” cannot be written (%2); check the disk and the folder.")
                                          .arg(shown(path), written.error().message));
}

Result<QByteArray> readBytes(const QString &path)
{
    QFile file(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(
            file.exists() ? ErrorCode::AccessDenied : ErrorCode::NotFound,
            tr("“%1” cannot be read (%2); check its permissions.").arg(shown(path), file.errorString()));
    return file.read(std::min(file.size(), largestFile)); // read() makes room for all that it may get
}

QByteArray purposeOf(const std::string &workspace)
{
    return "secrets of " + QByteArray::fromStdString(workspace);
}

} // namespace

EncryptedVault::Folders EncryptedVault::standardFolders()
{
    return {QStandardPaths::writableLocation(QStandardPaths::AppDataLocation) + u"/secrets"_s,
            QStandardPaths::writableLocation(QStandardPaths::AppConfigLocation) + u"/secrets"_s};
}

EncryptedVault::EncryptedVault(Folders folders)
    : m_folders(std::move(folders))
{}

QString EncryptedVault::valueFile(const std::string &workspace) const
{
    return m_folders.values + u'/' + QString::fromStdString(workspace) + u".secrets"_s;
}

QString EncryptedVault::keyFile(const std::string &workspace) const
{
    return m_folders.keys + u'/' + QString::fromStdString(workspace) + u".key"_s;
}

Result<std::optional<std::string>> EncryptedVault::read(const SecretKey &key, const std::stop_token &) const
{
    // Files are replaced as a whole, so that reading needs no lock.
    auto values = load(key.workspace);
    if (!values)
        return fail(values.error());
    const auto found = values->find(key.name);
    return found == values->end() ? std::nullopt : std::optional(std::move(found->second));
}

Result<void> EncryptedVault::write(const SecretKey &key, const std::string &value)
{
    return change(key.workspace, [&](Values &values) {
        values[key.name] = value;
        return true;
    });
}

Result<void> EncryptedVault::erase(const SecretKey &key)
{
    return change(key.workspace, [&](Values &values) { return values.erase(key.name) > 0; });
}

template <typename Change>
Result<void> EncryptedVault::change(const std::string &workspace, Change change)
{
    for (const QString &folder : {m_folders.values, m_folders.keys}) {
        if (auto made = makeFolder(folder); !made)
            return made;
    }
    const auto lock = FileLock::take(valueFile(workspace) + u".lock"_s);
    if (!lock)
        return fail(lock.error().code,
                    tr("The file of secrets, “%1”, cannot be changed (%2); check the disk and the folder.")
                        .arg(shown(valueFile(workspace)), lock.error().message));
    auto values = load(workspace);
    if (!values)
        return fail(values.error());
    return change(*values) ? save(workspace, *values) : Result<void>();
}

Result<EncryptedVault::Values> EncryptedVault::load(const std::string &workspace) const
{
    const QString path = valueFile(workspace);
    if (!QFile::exists(path))
        return Values();
    const auto sealed = readBytes(path);
    if (!sealed)
        return fail(sealed.error());
    const auto key = readKey(workspace);
    if (!key)
        return fail(key.error());
    const auto content = unseal(*sealed, *key, purposeOf(workspace));
    const QString remedy = tr("restore it from a backup, or remove it and set its secrets again");
    if (!content && content.error() == SealFault::OtherKey)
        return fail(ErrorCode::NotAllowed,
                    tr("The file of secrets, “%1”, belongs to another key than “%2”; put the right key back, "
                       "or remove the file and set its secrets again.")
                        .arg(shown(path), shown(keyFile(workspace))));
    if (!content && content.error() == SealFault::NotSealed)
        return fail(
            ErrorCode::Damaged,
            tr("“%1” is no file of secrets that this Perdura can read; %2.").arg(shown(path), remedy));
    const auto json = content ? parseJson(content->toStdString()) : Result<Json>(fail(Error{}));
    if (!json || !json->is_object())
        return fail(ErrorCode::Damaged,
                    tr("The file of secrets, “%1”, is damaged; %2.").arg(shown(path), remedy));
    Values values;
    for (const auto &[name, value] : json->items()) {
        if (value.is_string())
            values[name] = value.get<std::string>();
    }
    return values;
}

Result<void> EncryptedVault::save(const std::string &workspace, const Values &values) const
{
    // A new key only where nothing is sealed with an old one.
    const auto key = QFile::exists(valueFile(workspace)) || QFile::exists(keyFile(workspace))
                         ? readKey(workspace)
                         : makeKey(workspace);
    if (!key)
        return fail(key.error());
    Json json = Json::object();
    for (const auto &[name, value] : values)
        json[name] = value;
    return writePrivately(valueFile(workspace),
                          seal(QByteArray::fromStdString(dumpJson(json)), *key, purposeOf(workspace)));
}

Result<QByteArray> EncryptedVault::readKey(const std::string &workspace) const
{
    const QString path = keyFile(workspace);
    if (!QFile::exists(path))
        return fail(
            ErrorCode::NotFound,
            tr("The key of the file of secrets, “%1”, is missing; put it back, or remove “%2” and set "
               "its secrets again.")
                .arg(shown(path), shown(valueFile(workspace))));
    auto key = readBytes(path);
    if (key && !isSealKey(*key))
        return fail(
            ErrorCode::Damaged,
            tr("“%1” holds no key for secrets; put the right one back, or remove it and “%2”, and set "
               "the secrets again.")
                .arg(shown(path), shown(valueFile(workspace))));
    return key;
}

Result<QByteArray> EncryptedVault::makeKey(const std::string &workspace) const
{
    QByteArray key = newSealKey();
    if (auto written = writePrivately(keyFile(workspace), key); !written)
        return fail(written.error());
    return key;
}

} // namespace perdura
