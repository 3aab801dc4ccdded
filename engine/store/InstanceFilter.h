// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/store/StoredValues.h"

#include <QString>
#include <QVariantList>

namespace perdura {

/// A piece of SQL with the values for its question marks.
struct SqlPart
{
    QString sql;
    QVariantList values = {};
};

/// Literally that, anywhere in a text, as a pattern for LIKE … ESCAPE '\'.
[[nodiscard]] QString likePattern(const QString &part);

/// What a query asks of the row of an instance (`instances i`), as an expression; all but the free text,
/// which is not in the row. "1" when it asks nothing.
[[nodiscard]] SqlPart rowCondition(const InstanceQuery &query);

/// Statements that each give the keys of the instances that pass one of the query's filters, through an
/// index, at most `limit` of them: what comes out whole bounds the work. The order has no filter of its own.
[[nodiscard]] std::vector<SqlPart> keyProbes(const InstanceQuery &query, int limit);

/// The column that the order goes by.
[[nodiscard]] QString timeColumn(InstanceOrder order);
/// The range that the query gives for that column.
[[nodiscard]] const TimeRange &orderedRange(const InstanceQuery &query);
/// Nothing but statuses and the time that the order goes by is filtered: the index gives nothing else.
[[nodiscard]] bool isAnsweredByOrder(const InstanceQuery &query);
[[nodiscard]] std::vector<OrchestrationStatus> wantedStatuses(const InstanceQuery &query);

} // namespace perdura
