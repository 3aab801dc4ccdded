// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"
#include "app/cli/InstanceReport.h"

#include <map>

namespace perdura {

/// `perdura resume`: runs a workspace's hub and carries on what has not ended.
class ResumeCommand final : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;
    void stop() override;

private:
    void hubOpened() override;
    void hubLost(const QString &why) override;
    void look();
    void lookFurther(const QByteArray &after);
    void lookedAtAll();
    void reportNext();
    void print(const InstanceReport &report);

    /// An instance that was live at some look.
    struct Known
    {
        std::optional<Instant> reported; ///< its last change when it was last reported
        bool hasEnded = false;           ///< and that is reported
        QString line;                    ///< as last printed
    };

    bool m_untilIdle = false;
    bool m_isIdle = false; ///< as of the last look
    bool m_looks = false;
    bool m_looksAgain = false;
    std::vector<InstanceSummary> m_live; ///< as of the look under way
    std::map<InstanceId, Known> m_known;
    std::vector<InstanceId> m_toReport; ///< the next one last
};

} // namespace perdura
