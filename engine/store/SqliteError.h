// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Error.h"

#include <QSqlError>

namespace perdura {

/// What a fault of SQLite means to a person who has the database at `path` open. Any thread.
[[nodiscard]] Error errorFromSqlite(const QSqlError &error, const QString &path);

} // namespace perdura
