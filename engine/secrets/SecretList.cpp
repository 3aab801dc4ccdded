// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/SecretList.h"

#include "engine/core/Json.h"
#include "engine/core/SecretName.h"
#include "engine/core/WholeFile.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <algorithm>

namespace perdura {

namespace {

constexpr int format = 1;
constexpr qint64 largestFile = 4 * 1024 * 1024;

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Secrets", text);
}

const char *wordOf(SecretPlace place)
{
    switch (place) {
    case SecretPlace::Keychain:
        return "keychain";
    case SecretPlace::File:
        return "file";
    }
    Q_UNREACHABLE();
}

std::optional<SecretInfo> secretFrom(const Json &json)
{
    const auto textOf = [&json](const char *member) {
        const auto found = json.find(member);
        return found != json.end() && found->is_string() ? found->get<std::string>() : std::string();
    };
    if (!json.is_object())
        return std::nullopt;
    SecretInfo secret;
    secret.name = textOf("name");
    const auto changed = instantFromIso(textOf("changed"));
    const std::string place = textOf("keptIn");
    if (!isSecretName(secret.name) || !changed || (place != "keychain" && place != "file"))
        return std::nullopt;
    secret.keptIn = place == "file" ? SecretPlace::File : SecretPlace::Keychain;
    secret.changed = *changed;
    return secret;
}

std::optional<SecretList> listFrom(const Json &json)
{
    const auto workspace = json.find("workspace");
    const auto secrets = json.find("secrets");
    if (workspace == json.end() || !workspace->is_string() || secrets == json.end() || !secrets->is_array())
        return std::nullopt;
    SecretList list;
    list.workspace = workspace->get<std::string>();
    // It becomes part of a file's name.
    const bool isPlain = std::all_of(list.workspace.begin(), list.workspace.end(),
                                     [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
    if (list.workspace.size() != 32 || !isPlain)
        return std::nullopt;
    for (const Json &entry : *secrets) {
        auto secret = secretFrom(entry);
        if (!secret || list.find(secret->name))
            return std::nullopt;
        list.put(*std::move(secret));
    }
    return list;
}

tl::unexpected<Error> damaged(const QString &path)
{
    return fail(
        ErrorCode::Damaged,
        tr("The list of secrets, “%1”, is damaged; restore it from a backup, or remove it and add the "
           "secrets again.")
            .arg(QDir::toNativeSeparators(path)));
}

} // namespace

const SecretInfo *SecretList::find(const std::string &name) const
{
    const auto found = std::find_if(secrets.begin(), secrets.end(),
                                    [&name](const SecretInfo &secret) { return secret.name == name; });
    return found == secrets.end() ? nullptr : &*found;
}

void SecretList::put(SecretInfo secret)
{
    remove(secret.name);
    const auto place = std::lower_bound(
        secrets.begin(), secrets.end(), secret,
        [](const SecretInfo &left, const SecretInfo &right) { return left.name < right.name; });
    secrets.insert(place, std::move(secret));
}

void SecretList::remove(const std::string &name)
{
    std::erase_if(secrets, [&name](const SecretInfo &secret) { return secret.name == name; });
}

Result<SecretList> readSecretList(const QString &path)
{
    QFile file(path);
    if (!file.exists())
        return SecretList();
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::AccessDenied, tr("The list of secrets, “%1”, cannot be read (%2); check its "
                                                "permissions.")
                                                 .arg(QDir::toNativeSeparators(path), file.errorString()));
    const auto json = parseJson(file.read(std::min(file.size(), largestFile)).toStdString());
    if (!json || !json->is_object())
        return damaged(path);
    if (const auto version = json->find("format"); version != json->end() && *version != format)
        return fail(ErrorCode::Unsupported,
                    tr("The list of secrets, “%1”, was written by a newer Perdura; use that one.")
                        .arg(QDir::toNativeSeparators(path)));
    auto list = listFrom(*json);
    if (!list)
        return damaged(path);
    return *std::move(list);
}

Result<void> writeSecretList(const QString &path, const SecretList &list)
{
    Json json = Json::object();
    json["format"] = format;
    json["workspace"] = list.workspace;
    json["secrets"] = Json::array();
    for (const SecretInfo &secret : list.secrets) {
        json["secrets"].push_back(Json::object(
            {{"name", secret.name}, {"keptIn", wordOf(secret.keptIn)}, {"changed", toIso(secret.changed)}}));
    }
    if (auto written = writeWhole(path, QByteArray::fromStdString(prettyJson(json) + '\n')); !written)
        return fail(written.error().code,
                    tr("The list of secrets, “%1”, cannot be written (%2); check the disk and the folder.")
                        .arg(QDir::toNativeSeparators(path), written.error().message));
    return {};
}

} // namespace perdura
