// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/secrets/SecretRules.h"

#include "engine/core/SecretName.h"

#include <QCoreApplication>
#include <QStringDecoder>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::Secrets", text);
}

bool isUtf8(const std::string &text)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    const QString decoded = decoder.decode(QByteArrayView(text.data(), qsizetype(text.size())));
    return !decoder.hasError();
}

} // namespace

Result<void> checkSecretName(const std::string &name)
{
    if (isSecretName(name))
        return {};
    return fail(ErrorCode::InvalidArgument,
                name.empty()
                    ? tr("The name of the secret is empty; enter one.")
                    : tr("“%1” cannot be the name of a secret; use up to 64 letters from A to Z, digits, "
                         "“_”, “-” and “.”.")
                          .arg(QString::fromStdString(name).left(80)));
}

Result<void> checkSecretValue(const std::string &value)
{
    if (value.size() < shortestSecret)
        return fail(ErrorCode::InvalidArgument,
                    tr("The value is too short to be masked in what activities answer; use one of at least "
                       "%1 characters.")
                        .arg(shortestSecret));
    if (value.size() > longestSecret)
        return fail(
            ErrorCode::InvalidArgument,
            tr("The value has more than %1 KiB; keep large data in a file.").arg(longestSecret / 1024));
    if (!isUtf8(value))
        return fail(ErrorCode::InvalidArgument,
                    tr("The value is not UTF-8 text; encode binary data, as Base64 for example."));
    return {};
}

} // namespace perdura
