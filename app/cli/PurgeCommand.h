// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"

namespace perdura {

/// `perdura instances purge`
class PurgeCommand final : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    [[nodiscard]] bool readStatuses(const QString &text);
    void hubOpened() override;
    void purgeListed();
    void countMatches();
    void startBatch();
    void askForProgress();
    void askForOutcomes();
    void print(qint64 purged);

    std::vector<InstanceId> m_ids;
    BatchRequest m_batch;
    int m_batchId = 0;
    BatchStatus m_status;
    std::vector<BatchOutcome> m_refused;
    int m_outcomesRead = 0;
    bool m_isConfirmed = false;
    bool m_asJson = false;
};

} // namespace perdura
