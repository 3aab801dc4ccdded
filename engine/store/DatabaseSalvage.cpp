// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/DatabaseSalvage.h"

#include "engine/store/DurableFile.h"
#include "engine/store/InstanceArchiveStore.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include <map>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QString tr(const char *text)
{
    return QCoreApplication::translate("perdura::DatabaseSalvage", text);
}

struct Listed
{
    std::map<qint64, InstanceId> ids; ///< by key
    bool hasHole = false;
    std::optional<Error> fault; ///< what ended the reading
};

/// From one end until the end or the damage; false when there was damage.
bool listFrom(SqliteConnection &connection, const QString &order, Listed &listed)
{
    SqliteStatement select(connection, u"SELECT key, id FROM instances ORDER BY key "_s + order);
    if (auto done = select.run(); !done) {
        listed.fault = done.error();
        return false;
    }
    while (select.next())
        listed.ids.emplace(select.integer(0), InstanceId(select.text(1)));
    listed.fault = select.error();
    return !listed.fault;
}

/// What lies behind a damaged page is reached from the other end.
Listed list(SqliteConnection &connection)
{
    Listed listed;
    if (listFrom(connection, u"ASC"_s, listed))
        return listed;
    const std::optional<Error> fault = listed.fault;
    listed.hasHole = true;
    listFrom(connection, u"DESC"_s, listed);
    listed.fault = fault;
    return listed;
}

QString fileName(qint64 key, const InstanceId &id)
{
    QString readable = id.toQString().left(60);
    for (QChar &character : readable) {
        if (!character.isLetterOrNumber() && character != u'-' && character != u'_')
            character = u'_';
    }
    return u"%1-%2.instance.json"_s.arg(key).arg(readable);
}

} // namespace

Result<void> writeExport(const QString &file, const QByteArray &text)
{
    const QString partial = partialName(file);
    QFile out(partial);
    if (!out.open(QFile::WriteOnly) || out.write(text) != text.size() || !out.flush()) {
        const Error error{ErrorCode::Io,
                          tr("The file “%1” cannot be written (%2); check the disk and the folder.")
                              .arg(QDir::toNativeSeparators(file), out.errorString())};
        out.close();
        QFile::remove(partial);
        return fail(error);
    }
    out.close();
    const auto done = syncFile(partial).and_then([&] { return renameDurably(partial, file); });
    if (!done)
        QFile::remove(partial);
    return done;
}

Result<SalvageReport> salvageDatabase(const QString &database, const QString &folder)
{
    if (!QFile::exists(database)) {
        return fail(ErrorCode::NotFound,
                    tr("There is no database “%1”.").arg(QDir::toNativeSeparators(database)));
    }
    SqliteOptions options;
    options.path = database;
    const auto connection = SqliteConnection::open(options, SqliteConnection::Access::ReadOnly);
    if (!connection)
        return fail(connection.error());
    Listed listed = list(**connection);
    if (listed.ids.empty() && listed.fault)
        return fail(*listed.fault);
    if (!QDir().mkpath(folder)) {
        return fail(
            ErrorCode::AccessDenied,
            tr("The folder “%1” cannot be made; choose another.").arg(QDir::toNativeSeparators(folder)));
    }
    InstanceQueries instances(**connection);
    DefinitionTable definitions(**connection);
    LogTable log(**connection);
    SalvageReport report;
    report.mayMissInstances = listed.hasHole;
    for (const auto &[key, id] : listed.ids) {
        const auto archive = archiveOf(id, instances, definitions, log);
        if (!archive) {
            report.skipped.push_back({id, archive.error().message});
            continue;
        }
        const QByteArray text = QByteArray::fromStdString(prettyJson(toJson(*archive))) + '\n';
        if (auto written = writeExport(QDir(folder).filePath(fileName(key, id)), text); !written)
            return fail(written.error());
        ++report.exported;
    }
    return report;
}

} // namespace perdura
