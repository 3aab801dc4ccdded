// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"
#include "engine/client/InstanceMover.h"
#include "engine/client/ReplayCheckRun.h"

#include <map>
#include <vector>

namespace perdura {

/// What the commands about versions of a workflow have in common: its file, and the hub that keeps them.
class VersionsCommand : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;

protected:
    /// Reads the file and opens the hub of its folder, or of --workspace; ends the command when it cannot.
    void begin(const QCommandLineParser &given, const QString &file);
    /// Never null once the hub is open.
    [[nodiscard]] const std::shared_ptr<const WorkflowDefinition> &definition() const { return m_definition; }
    [[nodiscard]] bool isAsJson() const { return m_asJson; }

private:
    std::shared_ptr<const WorkflowDefinition> m_definition;
    bool m_asJson = false;
};

/// `perdura versions list FILE`
class ListVersionsCommand final : public VersionsCommand
{
    Q_OBJECT

public:
    using VersionsCommand::VersionsCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void hubOpened() override;
    void print(const std::vector<VersionInfo> &versions);
};

/// `perdura versions check FILE`
class CheckVersionsCommand final : public VersionsCommand
{
    Q_OBJECT

public:
    using VersionsCommand::VersionsCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void hubOpened() override;
    void print();

    int m_finishedCount = 0;
    std::vector<CheckedInstance> m_checked;
};

/// `perdura versions move FILE ID…`
class MoveCommand final : public VersionsCommand
{
    Q_OBJECT

public:
    using VersionsCommand::VersionsCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void hubOpened() override;
    void publish();
    void moveAll();
    void reportThatNoneFits(const std::map<InstanceId, QString> &refusals);
    void take(const InstanceId &id, InstanceMover::Outcome outcome, const QString &why);
    void report();

    QString m_reason;
    VersionId m_version; ///< empty until it has been published
    QStringList m_ids;
    Json m_refused = Json::object();
    int m_moved = 0;
    int m_open = 0; ///< so many outcomes are to come
};

} // namespace perdura
