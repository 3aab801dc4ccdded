// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/FailPoints.h"

#include <QString>

namespace perdura {

/// How to open a database.
struct SqliteOptions
{
    QString path;
    /// `path` is only a name then: the database lies in memory, is shared by all connections of this process
    /// and is gone with the last of them. For tests and simulations.
    bool isInMemory = false;
    int maxPages = 0; ///< for tests of a full disk: the file grows to so many pages; 0: no limit
    int busyTimeoutMilliseconds = 5000; ///< how long to wait for another program's lock
    FailPoints failPoints = {};         ///< for crash tests
};

} // namespace perdura
