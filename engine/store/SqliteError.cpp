// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteError.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>

namespace perdura {

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::SqliteStore", text);
}

// Result codes of SQLite's documentation; the driver hands on extended ones, their low byte is the primary
// code.
constexpr int sqlitePermission = 3;
constexpr int sqliteBusy = 5;
constexpr int sqliteLocked = 6;
constexpr int sqliteReadOnly = 8;
constexpr int sqliteIoError = 10;
constexpr int sqliteCorrupt = 11;
constexpr int sqliteFull = 13;
constexpr int sqliteCannotOpen = 14;
constexpr int sqliteTooBig = 18;
constexpr int sqliteConstraint = 19;
constexpr int sqliteMismatch = 20;
constexpr int sqliteNotADatabase = 26;
constexpr int sqliteSharedMemorySize = 4874; // no space to grow the -shm file

bool mayWrite(const QString &path)
{
    const QFileInfo file(path);
    const QFileInfo folder(file.absolutePath());
    return folder.exists() && folder.isWritable() && (!file.exists() || file.isWritable());
}

} // namespace

Error errorFromSqlite(const QSqlError &error, const QString &path)
{
    const QString file = QDir::toNativeSeparators(path);
    const int extended = error.nativeErrorCode().toInt();
    switch (extended == sqliteSharedMemorySize ? sqliteFull : extended & 0xff) {
    case sqliteFull:
        return {ErrorCode::NoSpace,
                tr("There is no space left on the disk that holds “%1”; free some.").arg(file)};
    case sqliteBusy:
    case sqliteLocked:
        return {ErrorCode::Busy,
                tr("Another program has locked the database “%1”; close it and try again.").arg(file)};
    case sqlitePermission:
    case sqliteReadOnly:
        return {ErrorCode::AccessDenied,
                tr("The database “%1” cannot be written; check the permissions of the file and its folder.")
                    .arg(file)};
    case sqliteCorrupt:
    case sqliteNotADatabase:
        return {ErrorCode::Damaged, tr("The database “%1” is damaged or not a database; put back a copy, or "
                                       "move it away to start afresh.")
                                        .arg(file)};
    case sqliteCannotOpen:
        if (!mayWrite(path)) {
            return {
                ErrorCode::AccessDenied,
                tr("The database “%1” cannot be opened; check the permissions of the file and its folder.")
                    .arg(file)};
        }
        break;
    case sqliteTooBig:
        return {ErrorCode::InvalidArgument,
                tr("The data is too large for the database “%1”; keep large data in files.").arg(file)};
    case sqliteConstraint:
    case sqliteMismatch:
        return {ErrorCode::InvalidArgument, tr("The database “%1” cannot take this data (%2); it contradicts "
                                               "what is stored there.")
                                                .arg(file, error.databaseText())};
    case sqliteIoError:
    default:
        break;
    }
    return {ErrorCode::Io,
            tr("The database “%1” cannot be used (%2); check the disk and the folder.")
                .arg(file, error.databaseText().isEmpty() ? error.driverText() : error.databaseText())};
}

} // namespace perdura
