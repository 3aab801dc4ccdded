// SPDX-License-Identifier: GPL-3.0-or-later
#include "tests/bench/engine/BenchHub.h"
#include "tests/bench/engine/Measurements.h"
#include "tests/bench/engine/Stopwatch.h"

#include <QFile>
#include <QSqlDatabase>
#include <QSqlError>
#include <QSqlQuery>
#include <QVariant>

#include <fcntl.h>
#include <unistd.h>

namespace perdura::bench {

using namespace Qt::Literals::StringLiterals;

namespace {

constexpr int rowsPerTransaction = 1'000;
constexpr int rowBytes = 300;
/// As much as the database's log grows by at least with a commit.
constexpr int appendedBytes = 4'096;

void execute(QSqlQuery &query, const QString &sql = {})
{
    if (sql.isEmpty() ? !query.exec() : !query.exec(sql))
        giveUp(query.lastError().text());
}

double insertRows(const QString &path, int count)
{
    QSqlDatabase database = QSqlDatabase::addDatabase(u"QSQLITE"_s, u"limit"_s);
    database.setDatabaseName(path);
    if (!database.open())
        giveUp(database.lastError().text());
    QSqlQuery query(database);
    for (const QString &sql :
         {u"PRAGMA journal_mode = WAL"_s, u"PRAGMA synchronous = FULL"_s,
          u"CREATE TABLE rows (key INTEGER PRIMARY KEY, tag INTEGER NOT NULL, payload BLOB NOT NULL)"_s,
          u"CREATE INDEX rows_by_tag ON rows (tag)"_s})
        execute(query, sql);
    QSqlQuery insert(database);
    if (!insert.prepare(u"INSERT INTO rows (tag, payload) VALUES (?, ?)"_s))
        giveUp(insert.lastError().text());
    const QByteArray payload(rowBytes, 'x');
    const Stopwatch watch;
    for (int row = 0; row < count;) {
        execute(query, u"BEGIN IMMEDIATE"_s);
        for (const int end = std::min(count, row + rowsPerTransaction); row < end; ++row) {
            insert.bindValue(0, row % 7);
            insert.bindValue(1, payload);
            execute(insert);
        }
        execute(query, u"COMMIT"_s);
    }
    return count / watch.seconds();
}

} // namespace

Figures measureRows(const Setting &setting)
{
    const QTemporaryDir folder(setting.folder + u"/engine_bench-XXXXXX"_s);
    const double rows = insertRows(folder.filePath(u"limit.db"_s), setting.sizes.limitRows);
    QSqlDatabase::removeDatabase(u"limit"_s);
    return {{"limit_rows_per_s", rows}};
}

std::vector<double> syncTimes(const QString &folder, int count)
{
    const QByteArray path = QFile::encodeName(folder + u"/engine_bench.sync"_s);
    const int file = ::open(path.constData(), O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC, 0600);
    if (file < 0)
        giveUp(u"No file can be written in “%1”."_s.arg(folder));
    const QByteArray payload(appendedBytes, 'x');
    std::vector<double> times;
    for (int i = 0; i < count; ++i) {
        const Stopwatch watch;
        if (::write(file, payload.constData(), std::size_t(payload.size())) != payload.size() ||
            ::fdatasync(file) != 0)
            giveUp(u"Writing in “%1” failed."_s.arg(folder));
        times.push_back(watch.microseconds());
    }
    ::close(file);
    ::unlink(path.constData());
    return times;
}

Figures measureSyncs(const Setting &setting)
{
    return {{"limit_fdatasync_us", quantile(syncTimes(setting.folder, setting.sizes.limitSyncs), 0.5)}};
}

} // namespace perdura::bench
