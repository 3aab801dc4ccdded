// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/activities/Activity.h"

namespace perdura {

/// "sql.query": one statement with bound parameters on an SQLite file of the workspace or a PostgreSQL
/// server. Gives {rows, affected, lastInsertId}. Each call has a connection of its own.
class SqlQueryActivity final : public Activity
{
public:
    std::string name() const override;
    Runs runs() const override { return Runs::OnWorker; }
    Json inputSchema() const override;
    QString title() const override;
    QString description() const override;
    QString summary(const Json &input) const override;
    void run(ActivityCall call, ActivityDone done) const override;
};

} // namespace perdura
