// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/WorkspaceFile.h"

#include "engine/activities/InputReader.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QStringDecoder>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::WorkspaceFile", text);
}

constexpr qint64 maxBytes = 16 * 1024 * 1024;

} // namespace

tl::expected<QByteArray, FailureDetails> readWorkspaceFile(const QString &absolute, const QString &shown)
{
    const QFileInfo info(absolute);
    if (!info.exists()) {
        return tl::unexpected(
            passingFailure("FileNotFound", tr("There is no file “%1” in the workspace.").arg(shown)));
    }
    if (!info.isFile())
        return tl::unexpected(finalFailure("FileError", tr("“%1” is not a file.").arg(shown)));
    QFile file(absolute);
    if (!file.open(QIODevice::ReadOnly)) {
        return tl::unexpected(passingFailure(
            "FileError", tr("The file “%1” cannot be read: %2.").arg(shown, file.errorString())));
    }
    QByteArray content = file.read(maxBytes + 1);
    if (content.size() > maxBytes) {
        return tl::unexpected(
            finalFailure("FileTooLarge", tr("The file “%1” has %2 MB; at most %3 MB can be read.")
                                             .arg(shown)
                                             .arg(info.size() / 1048576)
                                             .arg(maxBytes / 1048576)));
    }
    return content;
}

std::optional<QString> utf8Text(const QByteArray &content)
{
    QStringDecoder decoder(QStringDecoder::Utf8);
    QString text = decoder.decode(content);
    if (decoder.hasError())
        return std::nullopt;
    return text;
}

std::optional<FailureDetails> prepareFolder(const QString &absolute, const QString &shown, bool mayCreate)
{
    const QString folder = QFileInfo(absolute).path();
    if (mayCreate && !QDir().mkpath(folder))
        return passingFailure("FileError", tr("The folder of “%1” cannot be created.").arg(shown));
    if (!QFileInfo(folder).isDir()) {
        return passingFailure(
            "FolderNotFound",
            tr("The folder of “%1” does not exist. Create it, or let the step create it.").arg(shown));
    }
    return std::nullopt;
}

std::optional<FailureDetails> prepareFile(const QString &absolute, const QString &shown)
{
    if (auto failure = prepareFolder(absolute, shown, true))
        return failure;
    if (QFileInfo(absolute).isDir())
        return finalFailure("FileError", tr("“%1” is a folder; choose the name of a file.").arg(shown));
    return std::nullopt;
}

} // namespace perdura
