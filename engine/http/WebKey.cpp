// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/http/WebKey.h"

#include "engine/client/RandomIds.h"
#include "engine/client/WorkspacePaths.h"
#include "engine/core/WholeFile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::WebKey", text);
}

Result<QByteArray> newKey(const QString &path)
{
    // Two ids are 256 random bits.
    const QByteArray key = QByteArray::fromStdString(randomHexId() + randomHexId());
    // Its own before it has content, so that it is at no moment another one's to read.
    QFile file(path);
    if (file.open(QIODevice::WriteOnly | QIODevice::NewOnly, QFile::ReadOwner | QFile::WriteOwner))
        file.close();
    if (auto written = writeWhole(path, key + '\n'); !written)
        return fail(written.error());
    QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner);
    return key;
}

} // namespace

Result<QByteArray> workspaceWebKey(const QString &workspace)
{
    const WorkspacePaths paths(workspace);
    if (auto prepared = paths.prepare(); !prepared)
        return fail(prepared.error());
    const QString path = paths.hubFolder() + QStringLiteral("/web.key");
    QFile file(path);
    if (!file.exists())
        return newKey(path);
    if (!file.open(QIODevice::ReadOnly))
        return fail(ErrorCode::AccessDenied,
                    tr("The key of the web door, “%1”, cannot be read (%2); check its permissions.")
                        .arg(path, file.errorString()));
    const QByteArray key = file.read(1024).trimmed();
    if (key.size() < 16)
        return fail(ErrorCode::Damaged,
                    tr("“%1” holds no key of at least 16 characters; remove it to get a new one.").arg(path));
    return key;
}

bool sameKey(const QByteArray &given, const QByteArray &wanted)
{
    // Hashes have one length, and their bytes tell nothing of how many of the key's are right.
    const QByteArray left = QCryptographicHash::hash(given, QCryptographicHash::Sha256);
    const QByteArray right = QCryptographicHash::hash(wanted, QCryptographicHash::Sha256);
    int difference = 0;
    for (qsizetype i = 0; i < right.size(); ++i)
        difference |= left[i] ^ right[i];
    return difference == 0;
}

} // namespace perdura
