// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/core/Json.h"
#include "engine/core/Result.h"
#include "engine/definition/WorkflowDefinition.h"
#include "engine/export/ExportedProject.h"

#include <QString>
#include <QTemporaryDir>

namespace perdura::test {

/// A drawing as an exported project on disk, and a host in Node.js that runs it (tests/engine/export/host),
/// so that what it does can be compared with what the engine does.
class ExportedRun
{
public:
    /// The drawings belong together; the first one is run.
    explicit ExportedRun(const std::vector<WorkflowDefinition> &drawings);
    explicit ExportedRun(const std::vector<DrawnFile> &drawings);

    /// Plays a script as a GoldenRun does and gives {"status", "output"?, "failure"?, "customStatus"?,
    /// "calls"}. Errors: the program is not installed, the host has failed (its words).
    [[nodiscard]] Result<Json> play(const Json &script) const;
    [[nodiscard]] QString folder() const { return m_place.path(); }

private:
    QTemporaryDir m_place;
    QString m_function;
};

/// The account of a GoldenRun in the words of the host: functions for activities, and only what both tell.
[[nodiscard]] Json comparable(const Json &account);
/// What the host tells without the calls that stand for what only Perdura has, such as human tasks.
[[nodiscard]] Json withoutStandIns(Json account);

} // namespace perdura::test
