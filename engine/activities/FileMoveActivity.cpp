// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/activities/FileMoveActivity.h"

#include "engine/activities/FileTransfer.h"
#include "engine/activities/InputReader.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include <sys/stat.h>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::FileMoveActivity", text);
}

/// A file cannot be renamed from one disk to another.
bool isOnSameDisk(const FileTransfer &transfer)
{
    struct stat source
    {};
    struct stat folder
    {};
    const QByteArray from = QFile::encodeName(transfer.from);
    const QByteArray to = QFile::encodeName(QFileInfo(transfer.to).path());
    return ::stat(from.constData(), &source) == 0 && ::stat(to.constData(), &folder) == 0 &&
           source.st_dev == folder.st_dev;
}

/// A crash between copying and removing leaves the source; another file of its name stays.
void finishEarlier(const FileTransfer &transfer, const QString &target)
{
    const QFileInfo source(transfer.from);
    const QFileInfo moved(target);
    if (source.isFile() && source.size() == moved.size() && source.lastModified() == moved.lastModified())
        QFile::remove(transfer.from);
}

tl::expected<QString, FailureDetails> moveAcrossDisks(const FileTransfer &transfer, const CallRecord &record,
                                                      const ActivityCall &call)
{
    auto target = copyAndPlace(transfer, record, call);
    QFile source(transfer.from);
    if (target && !source.remove()) {
        return tl::unexpected(passingFailure(
            "FileError",
            tr("“%1” was copied, but cannot be removed: %2.").arg(transfer.shownFrom, source.errorString())));
    }
    return target;
}

} // namespace

std::string FileMoveActivity::name() const
{
    return "file.move";
}

QString FileMoveActivity::title() const
{
    return tr("Move file");
}

QString FileMoveActivity::description() const
{
    return tr("Gives a file of the workspace another name or folder.");
}

Json FileMoveActivity::inputSchema() const
{
    return transferSchema();
}

QString FileMoveActivity::summary(const Json &input) const
{
    return transferSummary(input);
}

void FileMoveActivity::run(ActivityCall call, ActivityDone done) const
{
    const auto transfer = readTransfer(call);
    if (!transfer)
        return done(tl::unexpected(transfer.error()));
    const CallRecord record(call);
    if (const auto target = doneBefore(*transfer, record)) {
        finishEarlier(*transfer, *target);
        return done(transferResult(*transfer, *target));
    }
    if (auto failure = prepareTransfer(*transfer))
        return done(tl::unexpected(std::move(*failure)));
    const auto target = isOnSameDisk(*transfer) ? place(transfer->from, *transfer, record)
                                                : moveAcrossDisks(*transfer, record, call);
    if (!target)
        return done(tl::unexpected(target.error()));
    done(transferResult(*transfer, *target));
}

} // namespace perdura
