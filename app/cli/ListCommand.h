// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"

namespace perdura {

/// `perdura instances list`
class ListCommand final : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void hubOpened() override;
    void askForPage();
    void print();

    InstanceQuery m_query;
    std::size_t m_limit = 0;
    std::vector<InstanceSummary> m_instances;
    bool m_isWhole = true;
    bool m_asJson = false;
};

} // namespace perdura
