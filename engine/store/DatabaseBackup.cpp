// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DatabaseBackup.h"

#include "engine/store/DurableFile.h"
#include "engine/store/SqliteError.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QSqlQuery>
#include <QVariant>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DatabaseBackup", text);
}

Result<void> copyInto(SqliteConnection &connection, const QString &file)
{
    // SQLite takes the new file for a write; the connection itself stays read-only.
    if (auto done = connection.run(u"PRAGMA query_only = OFF"_s); !done)
        return done;
    QSqlQuery vacuum(connection.database());
    vacuum.prepare(u"VACUUM INTO ?"_s);
    vacuum.addBindValue(file);
    const Result<void> copied =
        vacuum.exec() ? Result<void>() : fail(errorFromSqlite(vacuum.lastError(), file));
    vacuum.finish();
    if (auto done = connection.run(u"PRAGMA query_only = ON"_s); !done)
        return done;
    return copied;
}

Result<void> readBack(const QString &file)
{
    SqliteOptions options;
    options.path = file;
    const auto copy = SqliteConnection::open(options, SqliteConnection::Access::ReadOnly);
    if (!copy)
        return fail(copy.error());
    const auto verdict = (*copy)->value(u"PRAGMA quick_check(1)"_s);
    if (!verdict)
        return fail(verdict.error());
    if (verdict->toString() == "ok"_L1)
        return {};
    return fail(ErrorCode::Damaged,
                tr("The copy of the database cannot be read back (%1); check the hub and the disk.")
                    .arg(verdict->toString().simplified()));
}

} // namespace

Result<void> backUpDatabase(SqliteConnection &connection, const QString &file)
{
    const QString shown = QDir::toNativeSeparators(file);
    if (QFile::exists(file))
        return fail(ErrorCode::AlreadyExists,
                    tr("The file “%1” exists; give the backup another name.").arg(shown));
    if (!QFileInfo(QFileInfo(file).absolutePath()).isDir())
        return fail(ErrorCode::NotFound,
                    tr("There is no folder for the file “%1”; make it first.").arg(shown));
    const QString partial = partialName(file);
    const auto done = copyInto(connection, partial)
                          .and_then([&] { return readBack(partial); })
                          .and_then([&] { return syncFile(partial); })
                          .and_then([&] { return renameDurably(partial, file); });
    if (!done)
        QFile::remove(partial);
    return done;
}

} // namespace perdura
