// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "engine/client/HubClient.h"
#include "engine/definition/WorkflowDefinition.h"

#include <QTemporaryDir>

namespace perdura::test {

/// A temporary workspace with a hub of its own, in which drawings run with the activities that the program
/// has.
class WorkspaceRun
{
public:
    /// Copies the folder's files into the workspace and opens the hub. Check isOpen().
    explicit WorkspaceRun(const QString &folder);
    [[nodiscard]] bool isOpen() const { return m_hub != nullptr; }
    [[nodiscard]] QString folder() const { return m_folder.path(); }

    /// Publishes a drawing with what it names, runs it and waits for its end:
    /// {"status", "output" or "failure", "log"?: its lines}.
    [[nodiscard]] Json run(const QString &drawingPath, const Json &input = Json::object());
    /// The events of the last run, one line each, as historyLine() has them. What differs from run to run,
    /// the workspace's folder and times, is named in angle brackets instead.
    [[nodiscard]] Json history() const;
    /// The files that the runs have made or changed, by path, with their content (null: gone); not those of
    /// the hub.
    [[nodiscard]] Json newFiles() const;

private:
    [[nodiscard]] Json account(const InstanceId &id);

    QTemporaryDir m_folder;
    std::map<QString, QByteArray> m_filesBefore;
    std::unique_ptr<HubClient> m_hub;
    InstanceId m_lastRun;
    WorkflowDefinition m_lastDrawing;
};

} // namespace perdura::test
