// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>
#include <QStringList>

#include <vector>

namespace perdura {

/// Reads CSV after RFC 4180: rows as objects with the names of the first line, all values text. Lines may end
/// in \n as well; empty lines are left out; missing fields are empty. Errors (InvalidArgument) tell the row.
[[nodiscard]] Result<Json> parseCsv(const QString &text, const QString &separator);

/// The fields alone, row by row, by the same rules.
[[nodiscard]] Result<std::vector<QStringList>> splitCsv(const QString &text, const QString &separator);

/// One line after RFC 4180, with its end (\r\n). Fields are quoted where reading needs it.
[[nodiscard]] QString csvLine(const QStringList &fields, QChar separator);

} // namespace perdura
