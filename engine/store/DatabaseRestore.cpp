// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DatabaseRestore.h"

#include "engine/store/DatabaseCheck.h"
#include "engine/store/DurableFile.h"
#include "engine/store/SqliteSchema.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QVariant>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DatabaseRestore", text);
}

Result<void> copyFile(const QString &from, const QString &to)
{
    QFile source(from);
    if (!source.copy(to)) {
        return fail(ErrorCode::Io, tr("The file “%1” cannot be copied to “%2” (%3); check the disk.")
                                       .arg(QDir::toNativeSeparators(from), QDir::toNativeSeparators(to),
                                            source.errorString()));
    }
    QFile::setPermissions(to, QFile::ReadOwner | QFile::WriteOwner);
    return syncFile(to);
}

/// Brings the copy up to date and reads it whole; afterwards it is one file again.
Result<void> prepareCopy(const QString &copy, const QString &backup)
{
    SqliteOptions options;
    options.path = copy;
    const auto connection = SqliteConnection::open(options, SqliteConnection::Access::ReadWrite);
    if (!connection)
        return fail(connection.error());
    const auto version = (*connection)->value(u"PRAGMA user_version"_s);
    if (!version)
        return fail(version.error());
    if (version->toInt() < 1) {
        return fail(ErrorCode::Damaged, tr("The file “%1” is not a backup of a hub; choose another.")
                                            .arg(QDir::toNativeSeparators(backup)));
    }
    if (auto migrated = migrate(**connection); !migrated)
        return migrated;
    const auto report = checkDatabase(**connection);
    if (!report)
        return fail(report.error());
    if (!report->isSound()) {
        return fail(ErrorCode::Damaged,
                    tr("The backup “%1” is damaged and was not restored. %2")
                        .arg(QDir::toNativeSeparators(backup), report->findings.front().text));
    }
    return (*connection)->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

/// Moves what the log holds into the database file. A damaged database keeps its log.
void foldLog(const QString &database)
{
    SqliteOptions options;
    options.path = database;
    const auto connection = SqliteConnection::open(options, SqliteConnection::Access::ReadWrite);
    if (connection)
        std::ignore = (*connection)->run(u"PRAGMA wal_checkpoint(TRUNCATE)"_s);
}

QString freeName(const QString &database)
{
    const QString name =
        database + u".before-restore-"_s + QDateTime::currentDateTimeUtc().toString(u"yyyyMMdd-HHmmss"_s);
    QString free = name;
    for (int i = 2; QFile::exists(free); ++i)
        free = name + u'-' + QString::number(i);
    return free;
}

/// The database and its log under another name; the database stays where it is until it is replaced.
Result<QString> keepOld(const QString &database)
{
    if (!QFile::exists(database))
        return QString();
    foldLog(database);
    const QString kept = freeName(database);
    if (auto copied = copyFile(database, kept); !copied)
        return fail(copied.error());
    const QString log = database + u"-wal"_s;
    if (QFileInfo(log).size() > 0) {
        if (auto copied = copyFile(log, kept + u"-wal"_s); !copied)
            return fail(copied.error());
    }
    return kept;
}

} // namespace

Result<QString> restoreDatabase(const QString &backup, const QString &database)
{
    if (!QFile::exists(backup)) {
        return fail(ErrorCode::NotFound,
                    tr("There is no file “%1”; check its name.").arg(QDir::toNativeSeparators(backup)));
    }
    const QString copy = partialName(database);
    auto kept = copyFile(backup, copy)
                    .and_then([&] { return prepareCopy(copy, backup); })
                    .and_then([&] { return syncFile(copy); })
                    .and_then([&] { return keepOld(database); });
    if (!kept) {
        // Whoever reads this knows the backup, not our copy of it.
        kept.error().message.replace(QDir::toNativeSeparators(copy), QDir::toNativeSeparators(backup));
        for (const QString &end : {u""_s, u"-wal"_s, u"-shm"_s})
            QFile::remove(copy + end);
        return kept;
    }
    // The old log must not be taken for the new database's; it is kept with the old one.
    QFile::remove(database + u"-wal"_s);
    QFile::remove(database + u"-shm"_s);
    if (auto renamed = renameDurably(copy, database); !renamed)
        return fail(renamed.error());
    return kept;
}

} // namespace perdura
