// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Result.h"
#include "engine/store/SqliteOptions.h"

#include <QSqlDatabase>
#include <QSqlQuery>

#include <map>
#include <memory>

class QSqlError;
class QThread;

namespace perdura {

/// One connection to a SQLite database, of the thread that opened it; opened, used and destroyed there.
class SqliteConnection
{
public:
    enum class Access { ReadWrite, ReadOnly };

    /// Errors: AccessDenied, Busy, Damaged, NoSpace, Io.
    [[nodiscard]] static Result<std::unique_ptr<SqliteConnection>> open(const SqliteOptions &options,
                                                                        Access access);
    ~SqliteConnection();
    SqliteConnection(const SqliteConnection &) = delete;
    SqliteConnection &operator=(const SqliteConnection &) = delete;

    [[nodiscard]] QSqlDatabase database() const;
    [[nodiscard]] const QString &path() const { return m_path; }
    [[nodiscard]] Error error(const QSqlError &error) const;

    /// One statement without parameters or result.
    [[nodiscard]] Result<void> run(const QString &sql);
    /// The same for one that comes again and again: it is prepared once.
    [[nodiscard]] Result<void> runOften(const QString &sql);
    /// The first value of the first row.
    [[nodiscard]] Result<QVariant> value(const QString &sql);

private:
    SqliteConnection(QString name, QString path);
    [[nodiscard]] Result<void> configure(const SqliteOptions &options, Access access);

    QString m_name;
    QString m_path;
    QThread *m_thread;
    std::map<QString, QSqlQuery> m_often;
};

} // namespace perdura
