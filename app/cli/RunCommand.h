// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"
#include "app/cli/Narrator.h"

#include <QTimer>

namespace perdura {

/// `perdura run FILE`: publishes the workflow, starts an instance and stays until that has ended.
class RunCommand final : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;
    void stop() override;

private:
    [[nodiscard]] bool readDefinition(const QString &file);
    [[nodiscard]] bool readInput(const QCommandLineParser &given);
    void hubOpened() override;
    void hubLost(const QString &why) override;
    void startInstance(const VersionId &version);
    void started(const Result<InstanceId> &id);
    void changed(const InstanceDetail &detail, const History &history);
    /// Asks the hub whether the workflow has come to its end and only waits for what it has begun.
    void lookForReturn();
    void tellReturn(const InstanceExplanation &explanation);
    void ended(const InstanceDetail &detail);
    void leave(const QString &why);

    QString m_workspace;
    std::shared_ptr<const WorkflowDefinition> m_definition;
    Json m_input;
    std::optional<InstanceId> m_wantedId;
    std::optional<Duration> m_timeout;
    InstanceId m_instance; ///< empty until it has started
    std::optional<Narrator> m_narrator;
    QStringList m_toldWaits;
    QTimer m_quiet; ///< nothing has happened for a while
    bool m_hasToldReturn = false;
};

} // namespace perdura
