// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <QStringList>

namespace perdura {

/// Rows of text in aligned columns, two spaces apart; the last column is not padded.
struct Table
{
    int indent = 0;
    QList<QStringList> rows;

    void add(const QStringList &row) { rows.append(row); }
    [[nodiscard]] QString text() const;
};

} // namespace perdura
