// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"

#include <QString>
#include <QStringList>

namespace perdura {

/// How rows become lines.
struct CsvTableOptions
{
    QStringList
        columns; ///< which members, in which order; empty: all, in the order in which they first appear
    QChar separator = u',';
    bool guardsFormulas = false; ///< puts ' before texts that a spreadsheet would take for a formula
};

/// CSV text of a list of objects, or of a list of lists.
class CsvTable
{
public:
    /// Errors (InvalidArgument) tell the row, counted from 1.
    [[nodiscard]] static Result<CsvTable> make(const Json &rows, const CsvTableOptions &options);

    /// The line of names; empty when lists have none.
    [[nodiscard]] const QString &header() const { return m_header; }
    [[nodiscard]] const QString &lines() const { return m_lines; }

private:
    QString m_header;
    QString m_lines;
};

} // namespace perdura
