// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"
#include "engine/activities/SqlStatement.h"

#include <QString>

namespace perdura {

struct SqlRequest
{
    bool isSqlite = true;
    QString file;      ///< of SQLite: absolute
    QString shownFile; ///< as it was written
    bool mayCreate = false;
    QString host; ///< of PostgreSQL, as are the next four
    int port = 5432;
    QString database;
    QString user;
    QString password;
    SqlStatement statement;
    Json parameters; ///< an object, a list, or null
    int maxRows = 1000;
    Duration timeout{};
};

/// Runs one statement on a connection that is opened for it and closed afterwards; blocks meanwhile. Gives
/// {rows, affected, lastInsertId}.
///
/// The time limit holds for waiting for a lock, within the statement and between two rows; what is told to
/// stop stops there as well, except within a statement of PostgreSQL. Failures: "SqlDriverMissing",
/// "SqlConnection", "SqlError", "TooManyRows", "ResultTooLarge", "TimedOut", "Cancelled".
[[nodiscard]] ActivityResult runSql(const SqlRequest &request, const std::stop_token &stop);

} // namespace perdura
