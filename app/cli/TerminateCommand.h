// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/ChangeCommand.h"

namespace perdura {

/// `perdura instances terminate ID`
class TerminateCommand final : public ChangeCommand
{
    Q_OBJECT

public:
    using ChangeCommand::ChangeCommand;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;

private:
    void send() override;

    QString m_reason;
    bool m_includesChildren = false;
};

} // namespace perdura
