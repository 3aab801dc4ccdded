// SPDX-License-Identifier: GPL-3.0-or-later
#include "engine/store/SqliteSchema.h"

#include "engine/store/SqliteTransaction.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QVariant>

// Resources of a static library have to be asked for, outside of any namespace.
static void loadStoreResources()
{
    Q_INIT_RESOURCE(store);
}

namespace perdura {

using namespace Qt::Literals::StringLiterals;

namespace {

QStringList statementsOf(int version)
{
    loadStoreResources();
    QFile script(u":/perdura/store/schema-%1.sql"_s.arg(version));
    const bool opened = script.open(QIODevice::ReadOnly);
    Q_ASSERT(opened);
    QStringList lines = QString::fromUtf8(script.readAll()).split(u'\n');
    for (QString &line : lines)
        line = line.section(u"--"_s, 0, 0);
    return lines.join(u'\n').split(u";\n"_s, Qt::SkipEmptyParts);
}

Result<void> migrateTo(int version, SqliteConnection &connection)
{
    auto transaction = SqliteTransaction::begin(connection, SqliteTransaction::Kind::Write);
    if (!transaction)
        return fail(transaction.error());
    for (const QString &statement : statementsOf(version)) {
        if (statement.trimmed().isEmpty())
            continue;
        if (auto done = connection.run(statement); !done)
            return done;
    }
    if (auto done = connection.run(u"PRAGMA user_version = %1"_s.arg(version)); !done)
        return done;
    return transaction->commit();
}

} // namespace

Result<void> migrate(SqliteConnection &connection)
{
    const auto found = connection.value(u"PRAGMA user_version"_s);
    if (!found)
        return fail(found.error());
    const int version = found->toInt();
    if (version > currentSchemaVersion) {
        return fail(ErrorCode::Unsupported,
                    QCoreApplication::translate(
                        "perdura::SqliteStore",
                        "The database “%1” was written by a newer version of Perdura; use that "
                        "version, or another workspace.")
                        .arg(QDir::toNativeSeparators(connection.path())));
    }
    for (int next = version + 1; next <= currentSchemaVersion; ++next) {
        if (auto done = migrateTo(next, connection); !done)
            return done;
    }
    return {};
}

} // namespace perdura
