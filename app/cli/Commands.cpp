// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"

#include "app/cli/ApproveCommand.h"
#include "app/cli/ListCommand.h"
#include "app/cli/RaiseCommand.h"
#include "app/cli/ResumeCommand.h"
#include "app/cli/RunCommand.h"
#include "app/cli/ShowCommand.h"
#include "app/cli/TerminateCommand.h"
#include "app/cli/ValidateCommand.h"

namespace perdura {

std::vector<std::unique_ptr<Command>> allCommands(Console &console)
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<RunCommand>(console));
    commands.push_back(std::make_unique<ResumeCommand>(console));
    commands.push_back(std::make_unique<ValidateCommand>(console));
    commands.push_back(std::make_unique<ListCommand>(console));
    commands.push_back(std::make_unique<ShowCommand>(console));
    commands.push_back(std::make_unique<RaiseCommand>(console));
    commands.push_back(std::make_unique<ApproveCommand>(console));
    commands.push_back(std::make_unique<TerminateCommand>(console));
    return commands;
}

} // namespace perdura
