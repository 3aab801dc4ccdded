// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/HubCommand.h"
#include "engine/store/CheckReport.h"

namespace perdura {

/// `perdura hub check`
class CheckCommand final : public HubCommand
{
    Q_OBJECT

public:
    using HubCommand::HubCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void hubOpened() override;
    void print(const CheckReport &report);

    bool m_asJson = false;
};

} // namespace perdura
