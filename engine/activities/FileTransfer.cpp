// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileTransfer.h"

#include "engine/activities/FileEntry.h"
#include "engine/activities/InputReader.h"
#include "engine/activities/WorkspaceFile.h"
#include "engine/activities/WorkspacePath.h"
#include "engine/core/WholeFile.h"

#include <QCoreApplication>
#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <QSaveFile>

#include <cerrno>
#include <cstdio>
#include <fcntl.h>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileTransfer", text);
}

constexpr int maxNumber = 10'000;
constexpr qint64 pieceBytes = 1024 * 1024;

/// "report.csv" → "report (2).csv"
QString numbered(const QString &path, int number)
{
    const qsizetype slash = path.lastIndexOf(u'/');
    const qsizetype dot = path.lastIndexOf(u'.');
    const qsizetype end = dot > slash + 1 ? dot : path.size();
    return path.left(end) + u" (%1)"_s.arg(number) + path.mid(end);
}

bool isTaken(const QString &path)
{
    const QFileInfo info(path);
    return info.exists() || info.isSymLink();
}

FailureDetails targetTaken(const FileTransfer &transfer)
{
    return finalFailure(
        "FileExists",
        tr("“%1” exists already. Choose another name, or what is to become of it.").arg(transfer.shownTo));
}

Json factsOf(const QFileInfo &file)
{
    return {{"size", file.size()}, {"modified", file.lastModified().toMSecsSinceEpoch()}};
}

/// 0, or the reason why not: EEXIST when something is there that may not be replaced.
int renameTo(const QString &from, const QString &to, bool mayReplace)
{
    const QByteArray source = QFile::encodeName(from);
    const QByteArray target = QFile::encodeName(to);
#ifdef Q_OS_LINUX
    if (!mayReplace) {
        if (::renameat2(AT_FDCWD, source.constData(), AT_FDCWD, target.constData(), RENAME_NOREPLACE) == 0)
            return 0;
        if (errno != EINVAL && errno != ENOSYS)
            return errno;
        // The file system cannot do both in one step.
    }
#endif
    if (!mayReplace && isTaken(to))
        return EEXIST;
    return ::rename(source.constData(), target.constData()) == 0 ? 0 : errno;
}

Result<void> copyInto(QSaveFile &copy, QFile &source, const std::stop_token &stop)
{
    while (!source.atEnd()) {
        if (stop.stop_requested())
            return fail(ErrorCode::Cancelled, {});
        const QByteArray piece = source.read(pieceBytes);
        if (piece.isEmpty())
            return fail(ErrorCode::Io, source.errorString());
        if (copy.write(piece) != piece.size())
            return fail(ErrorCode::Io, copy.errorString());
    }
    if (!copy.flush())
        return fail(ErrorCode::Io, copy.errorString());
    // After the last byte, which would change it again. Where the file system cannot, the copy is as good.
    copy.setPermissions(source.permissions());
    copy.setFileTime(source.fileTime(QFileDevice::FileModificationTime), QFileDevice::FileModificationTime);
    return {};
}

/// A copy of the source beside the target, under a name that only this call uses.
tl::expected<QString, FailureDetails> copyBeside(const FileTransfer &transfer, const ActivityCall &call)
{
    const QByteArray key =
        QCryptographicHash::hash(QByteArray::fromStdString(call.idempotencyKey), QCryptographicHash::Sha256);
    QString path = QFileInfo(transfer.to).path() + u"/.perdura-"_s +
                   QString::fromLatin1(key.toHex().left(32)) + u".part"_s;
    QFile source(transfer.from);
    if (!source.open(QIODevice::ReadOnly)) {
        return tl::unexpected(passingFailure(
            "FileError",
            tr("The file “%1” cannot be read: %2.").arg(transfer.shownFrom, source.errorString())));
    }
    const Result<void> written =
        writeWhole(path, [&](QSaveFile &copy) { return copyInto(copy, source, call.stop); });
    if (written)
        return path;
    if (written.error().code == ErrorCode::Cancelled)
        return tl::unexpected(passingFailure("Cancelled", tr("The copying was stopped.")));
    return tl::unexpected(
        passingFailure("FileError", tr("“%1” cannot be copied to “%2”: %3.")
                                        .arg(transfer.shownFrom, transfer.shownTo, written.error().message)));
}

} // namespace

Json transferSchema()
{
    Json schema = {{"type", "object"}};
    Json &fields = schema["properties"];
    fields["from"] = schemaField("string", tr("From"), tr("A file, relative to the workspace."));
    fields["from"]["format"] = "path";
    fields["to"] = schemaField("string", tr("To"),
                               tr("The new path, relative to the workspace. A folder, or a path that ends "
                                  "with /: the file keeps its "
                                  "name there."));
    fields["to"]["format"] = "path";
    fields["ifExists"] = choiceField(
        tr("If the target exists"), tr("Numbered names are “name (2)”, “name (3)” and so on."),
        {{"fail", tr("Fail")}, {"replace", tr("Replace it")}, {"number", tr("Write under a numbered name")}});
    fields["ifExists"]["default"] = "fail";
    fields["createFolders"] = schemaField("boolean", tr("Create missing folders"), {});
    fields["createFolders"]["default"] = true;
    schema["required"] = Json::array({"from", "to"});
    return schema;
}

QString transferSummary(const Json &input)
{
    InputReader reader(input);
    const QString from = QString::fromStdString(reader.textOr("from", {}));
    const QString to = QString::fromStdString(reader.textOr("to", {}));
    return from + (from.isEmpty() || to.isEmpty() ? QString() : u" → "_s) + to;
}

tl::expected<FileTransfer, FailureDetails> readTransfer(const ActivityCall &call)
{
    InputReader input(call.input);
    FileTransfer transfer;
    transfer.workspace = call.environment.workspace;
    transfer.shownFrom = QString::fromStdString(input.text("from"));
    transfer.shownTo = QString::fromStdString(input.text("to"));
    const std::string policy = input.oneOf("ifExists", {"fail", "replace", "number"}, "fail");
    transfer.ifExists = policy == "replace"  ? FileTransfer::IfExists::Replace
                        : policy == "number" ? FileTransfer::IfExists::Number
                                             : FileTransfer::IfExists::Fail;
    transfer.createFolders = input.flagOr("createFolders", true);
    if (input.failure())
        return tl::unexpected(*input.failure());
    const auto from = resolveInWorkspace(transfer.workspace, transfer.shownFrom);
    if (!from)
        return tl::unexpected(from.error());
    auto to = resolveInWorkspace(transfer.workspace, transfer.shownTo);
    if (to && (transfer.shownTo.endsWith(u'/') || QFileInfo(*to).isDir()))
        to = resolveInWorkspace(transfer.workspace, *to + u'/' + QFileInfo(*from).fileName());
    if (!to)
        return tl::unexpected(to.error());
    if (*from == *to) {
        return tl::unexpected(
            finalFailure("InvalidInput",
                         tr("“%1” and “%2” are the same file.").arg(transfer.shownFrom, transfer.shownTo)));
    }
    transfer.from = *from;
    transfer.to = *to;
    return transfer;
}

std::optional<FailureDetails> prepareTransfer(const FileTransfer &transfer)
{
    const QFileInfo source(transfer.from);
    if (!source.exists()) {
        return passingFailure("FileNotFound",
                              tr("There is no file “%1” in the workspace.").arg(transfer.shownFrom));
    }
    if (!source.isFile())
        return finalFailure("FileError", tr("“%1” is not a file.").arg(transfer.shownFrom));
    if (transfer.ifExists == FileTransfer::IfExists::Fail && isTaken(transfer.to))
        return targetTaken(transfer); // before a large file is copied for nothing
    return prepareFolder(transfer.to, transfer.shownTo, transfer.createFolders);
}

std::optional<QString> doneBefore(const FileTransfer &transfer, const CallRecord &record)
{
    const Json facts = record.read();
    if (!facts.is_object() || !facts.contains("to") || !facts.contains("file"))
        return std::nullopt;
    const auto target =
        resolveInWorkspace(transfer.workspace, QString::fromStdString(facts.value("to", std::string())));
    const bool isThere =
        target && QFileInfo(*target).isFile() && factsOf(QFileInfo(*target)) == facts["file"];
    return isThere ? std::optional(*target) : std::nullopt;
}

tl::expected<QString, FailureDetails> place(const QString &file, const FileTransfer &transfer,
                                            const CallRecord &record)
{
    const bool mayReplace = transfer.ifExists == FileTransfer::IfExists::Replace;
    const int most = transfer.ifExists == FileTransfer::IfExists::Number ? maxNumber : 1;
    const Json facts = factsOf(QFileInfo(file));
    for (int number = 1; number <= most; ++number) {
        const QString target = number == 1 ? transfer.to : numbered(transfer.to, number);
        if (!mayReplace && isTaken(target))
            continue;
        if (auto failure = record.write(
                {{"to", pathInWorkspace(transfer.workspace, target).toStdString()}, {"file", facts}}))
            return tl::unexpected(std::move(*failure));
        // Another call may have taken the name in between.
        const int reason = renameTo(file, target, mayReplace);
        if (reason == 0)
            return target;
        if (reason != EEXIST) {
            return tl::unexpected(passingFailure(
                "FileError", tr("“%1” cannot be put at “%2”: %3.")
                                 .arg(transfer.shownFrom, transfer.shownTo, qt_error_string(reason))));
        }
    }
    return tl::unexpected(targetTaken(transfer));
}

tl::expected<QString, FailureDetails> copyAndPlace(const FileTransfer &transfer, const CallRecord &record,
                                                   const ActivityCall &call)
{
    const auto copy = copyBeside(transfer, call);
    if (!copy)
        return copy;
    auto target = place(*copy, transfer, record);
    if (!target)
        QFile::remove(*copy);
    return target;
}

Json transferResult(const FileTransfer &transfer, const QString &target)
{
    return {{"path", pathInWorkspace(transfer.workspace, target).toStdString()},
            {"bytes", QFileInfo(target).size()}};
}

} // namespace perdura
