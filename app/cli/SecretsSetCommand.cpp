// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/cli/SecretsSetCommand.h"

#include "app/cli/SecretInput.h"
#include "app/cli/Workspace.h"
#include "engine/client/InBackground.h"
#include "engine/client/SecretsOfWorkspace.h"
#include "engine/client/WhenFinished.h"
#include "engine/secrets/SecretRules.h"

#include <algorithm>

namespace perdura {

using namespace Qt::Literals::StringLiterals;

SecretsSetCommand::SecretsSetCommand(Console &console)
    : Command(console)
{}

SecretsSetCommand::~SecretsSetCommand() = default;

CommandInfo SecretsSetCommand::info() const
{
    return {
        u"secrets set"_s,
        u"NAME"_s,
        tr("Add a secret to a workspace, or replace its value."),
        tr("Reads the value from standard input, or asks for it when that is a terminal, and keeps it in the "
           "system's\n"
           "keychain, or in an encrypted file where there is none. A line break at its end is left out. The "
           "value is never\n"
           "an argument, since other programs can see those."),
        {workspaceOption()},
        1,
        1};
}

void SecretsSetCommand::start(const QCommandLineParser &given)
{
    m_name = given.positionalArguments().constFirst().toStdString();
    if (const auto checked = checkSecretName(m_name); !checked) {
        finish(ExitCode::Usage, checked.error().message);
        return;
    }
    // A folder that is named need not have a hub yet.
    const auto folder = given.isSet(u"workspace"_s) ? workspaceFor(given, QString()) : findWorkspace(given);
    if (!folder) {
        finish(ExitCode::Usage, folder.error().message);
        return;
    }
    m_secrets = workspaceSecrets(*folder);
    m_input = std::make_unique<SecretInput>();
    if (m_input->isTerminal())
        console().note(tr("Value of “%1” (it is not shown):").arg(QString::fromStdString(m_name)));
    connect(m_input.get(), &SecretInput::given, this, &SecretsSetCommand::keep);
}

void SecretsSetCommand::stop()
{
    m_input.reset();
    Command::stop();
}

void SecretsSetCommand::keep(const std::string &value)
{
    auto place = inBackground([secrets = m_secrets, name = m_name, value]() -> Result<SecretPlace> {
        if (auto set = secrets->set(name, value); !set)
            return fail(set.error());
        const auto list = secrets->list();
        if (!list)
            return fail(list.error());
        const auto found = std::find_if(list->begin(), list->end(),
                                        [&name](const SecretInfo &secret) { return secret.name == name; });
        return found == list->end() ? SecretPlace::Keychain : found->keptIn;
    });
    whenFinished(std::move(place), this, [this](const Result<SecretPlace> &found) { kept(found); });
}

void SecretsSetCommand::kept(const Result<SecretPlace> &place)
{
    if (isFinished())
        return;
    if (!place) {
        const bool isRefused = place.error().code == ErrorCode::InvalidArgument;
        finish(isRefused ? ExitCode::Usage : ExitCode::Failed, place.error().message);
        return;
    }
    const QString name = QString::fromStdString(m_name);
    console().note(
        *place == SecretPlace::File
            ? tr("“%1” is kept in an encrypted file, since no system keychain can be reached.").arg(name)
            : tr("“%1” is kept in the system keychain.").arg(name));
    finish(ExitCode::Done);
}

} // namespace perdura
