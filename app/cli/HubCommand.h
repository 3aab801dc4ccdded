// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"
#include "engine/client/HubClient.h"
#include "engine/client/WhenFinished.h"
#include "engine/triggers/TriggerService.h"

#include <QDeadlineTimer>

#include <memory>

namespace perdura {

/// A command that works with a workspace's hub: one that it runs itself, or the one that another program runs
/// already. The hub ends with the command, in order.
class HubCommand : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    ~HubCommand() override;

protected:
    /// Calls hubOpened(), or ends with the error.
    void openHub(const QString &workspace);
    virtual void hubOpened() = 0;
    /// The program that ran the hub has ended before this command had.
    virtual void hubLost(const QString &why) { finish(ExitCode::Failed, why); }

    /// From here on the workspace's triggers start its workflows, and what they do is noted; if this program
    /// runs the hub, for another one that has it does so itself.
    void runTriggers();

    [[nodiscard]] HubClient &hub() const { return *m_hub; }
    [[nodiscard]] bool hubRunsElsewhere() const { return m_runsElsewhere; }
    [[nodiscard]] const QString &workspace() const { return m_workspace; }
    /// "perdura resume --workspace DIR", for hints.
    [[nodiscard]] QString resumeHint() const;

    /// The error only says that the hub is lost; hubLost() follows.
    [[nodiscard]] bool isLoss(const Error &error) const
    {
        return m_runsElsewhere && error.code == ErrorCode::Cancelled;
    }

    /// Waits for an answer of the hub; an error ends the command.
    template <typename T, typename Then>
    void ask(QFuture<Result<T>> future, Then then)
    {
        whenFinished(std::move(future), this,
                     [this, then = std::move(then)](const Result<T> &result) mutable {
                         if (isFinished() || (!result && isLoss(result.error())))
                             return;
                         if (!result) {
                             finish(ExitCode::Failed, result.error().message);
                             return;
                         }
                         if constexpr (std::is_void_v<T>)
                             then();
                         else
                             then(*result);
                     });
    }

private:
    void tryToOpen(const QDeadlineTimer &patience);
    void hear(const HubState &state);

    QString m_workspace;
    std::unique_ptr<HubClient> m_hub;
    std::unique_ptr<TriggerService> m_triggers; ///< goes first, since it uses the hub
    bool m_runsElsewhere = false;
};

} // namespace perdura
