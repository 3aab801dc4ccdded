// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Ids.h"
#include "engine/core/Result.h"

#include <QString>

#include <vector>

namespace perdura {

/// What could be saved of a damaged database.
struct SalvageReport
{
    struct Skipped
    {
        InstanceId id;
        QString why;
    };
    int exported = 0;
    std::vector<Skipped> skipped;
    /// The list of instances itself has a hole: there may have been more.
    bool mayMissInstances = false;
};

/// Exports each instance that can be read into a file of its own (InstanceArchive) in the folder, which is
/// made when needed; files of the same name are replaced. The database is only read. Errors: NotFound,
/// Damaged (nothing of it can be read), NoSpace, AccessDenied, Io.
[[nodiscard]] Result<SalvageReport> salvageDatabase(const QString &database, const QString &folder);

/// Writes an export that appears whole, in place of a file of that name. Errors: NoSpace, AccessDenied, Io.
[[nodiscard]] Result<void> writeExport(const QString &file, const QByteArray &text);

} // namespace perdura
