// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "app/cli/Command.h"

namespace perdura {

/// `perdura import FOLDER|FILE.js --to WORKSPACE`
class ImportCodeCommand final : public Command
{
    Q_OBJECT

public:
    using Command::Command;
    [[nodiscard]] CommandInfo info() const override;
    void start(const QCommandLineParser &given) override;
};

} // namespace perdura
