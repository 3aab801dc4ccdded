// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/Commands.h"

#include "app/cli/ApproveCommand.h"
#include "app/cli/AuditCommand.h"
#include "app/cli/BackupCommand.h"
#include "app/cli/CheckCommand.h"
#include "app/cli/ExplainCommand.h"
#include "app/cli/ExportCodeCommand.h"
#include "app/cli/ExportCommand.h"
#include "app/cli/HealthCommand.h"
#include "app/cli/ImportCodeCommand.h"
#include "app/cli/ImportCommand.h"
#include "app/cli/ListCommand.h"
#include "app/cli/PurgeCommand.h"
#include "app/cli/RaiseCommand.h"
#include "app/cli/RestartCommand.h"
#include "app/cli/RestoreCommand.h"
#include "app/cli/ResumeCommand.h"
#include "app/cli/ResumeInstanceCommand.h"
#include "app/cli/RewindCommand.h"
#include "app/cli/RunCommand.h"
#include "app/cli/SalvageCommand.h"
#include "app/cli/SecretsListCommand.h"
#include "app/cli/SecretsRemoveCommand.h"
#include "app/cli/SecretsSetCommand.h"
#include "app/cli/ServeCommand.h"
#include "app/cli/ShowCommand.h"
#include "app/cli/SuspendCommand.h"
#include "app/cli/TerminateCommand.h"
#include "app/cli/ValidateCommand.h"
#include "app/cli/VersionsCommand.h"

namespace perdura {

std::vector<std::unique_ptr<Command>> allCommands(Console &console)
{
    std::vector<std::unique_ptr<Command>> commands;
    commands.push_back(std::make_unique<RunCommand>(console));
    commands.push_back(std::make_unique<ResumeCommand>(console));
    commands.push_back(std::make_unique<ServeCommand>(console));
    commands.push_back(std::make_unique<ValidateCommand>(console));
    commands.push_back(std::make_unique<ExportCodeCommand>(console));
    commands.push_back(std::make_unique<ImportCodeCommand>(console));
    commands.push_back(std::make_unique<ListCommand>(console));
    commands.push_back(std::make_unique<ShowCommand>(console));
    commands.push_back(std::make_unique<ExplainCommand>(console));
    commands.push_back(std::make_unique<RaiseCommand>(console));
    commands.push_back(std::make_unique<ApproveCommand>(console));
    commands.push_back(std::make_unique<TerminateCommand>(console));
    commands.push_back(std::make_unique<SuspendCommand>(console));
    commands.push_back(std::make_unique<ResumeInstanceCommand>(console));
    commands.push_back(std::make_unique<RestartCommand>(console));
    commands.push_back(std::make_unique<RewindCommand>(console));
    commands.push_back(std::make_unique<PurgeCommand>(console));
    commands.push_back(std::make_unique<ExportCommand>(console));
    commands.push_back(std::make_unique<ImportCommand>(console));
    commands.push_back(std::make_unique<ListVersionsCommand>(console));
    commands.push_back(std::make_unique<CheckVersionsCommand>(console));
    commands.push_back(std::make_unique<MoveCommand>(console));
    commands.push_back(std::make_unique<BackupCommand>(console));
    commands.push_back(std::make_unique<RestoreCommand>(console));
    commands.push_back(std::make_unique<CheckCommand>(console));
    commands.push_back(std::make_unique<SalvageCommand>(console));
    commands.push_back(std::make_unique<AuditCommand>(console));
    commands.push_back(std::make_unique<HealthCommand>(console));
    commands.push_back(std::make_unique<SecretsListCommand>(console));
    commands.push_back(std::make_unique<SecretsSetCommand>(console));
    commands.push_back(std::make_unique<SecretsRemoveCommand>(console));
    return commands;
}

} // namespace perdura
